/* The pages: HTML made of the API's answers. */
#ifndef SERVER_PAGE_PAGE_H
#define SERVER_PAGE_PAGE_H

#include "server/api/api.h"

extern const Route page_routes[];

#endif
