"""Indexes a file of records in a folder and searches it, through ctypes: example.py INDEX FILE QUERY."""
import ctypes
import json
import os
import sys

library = ctypes.CDLL(os.environ.get("LIBBIAOSOU", "libbiaosou.so.0"))
WRITE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_char), ctypes.c_size_t, ctypes.c_void_p)
library.biaosou_error_message.restype = ctypes.c_char_p


def call(function, *arguments):
    """Calls what returns a biaosou_status."""
    if function(*arguments) != 0:
        raise RuntimeError(library.biaosou_error_message().decode())


def search(folder, query):
    """The answer to QUERY as biaosou writes it in JSON, parsed."""
    index, searcher, answer = ctypes.c_void_p(), ctypes.c_void_p(), ctypes.c_void_p()
    pieces = []
    write = WRITE(lambda text, size, _: pieces.append(text[:size]) or 0)
    try:
        call(library.biaosou_index_open, os.fsencode(folder), ctypes.byref(index))
        call(library.biaosou_searcher_new, index, ctypes.byref(searcher))
        call(library.biaosou_search, searcher, query.encode(), None, ctypes.byref(answer))
        call(library.biaosou_answer_write, answer, b"json", None, write, None)
    finally:
        library.biaosou_answer_free(answer)
        library.biaosou_searcher_free(searcher)
        library.biaosou_index_free(index)
    return json.loads(b"".join(pieces))


def build(folder, *files):
    """Builds the index in FOLDER anew from FILES."""
    names = (ctypes.c_char_p * len(files))(*map(os.fsencode, files))
    call(library.biaosou_build, os.fsencode(folder), names, ctypes.c_size_t(len(files)), None, None)


if __name__ == "__main__":
    build(sys.argv[1], sys.argv[2])
    for hit in search(sys.argv[1], sys.argv[3])["hits"]:
        print(hit["id"], hit["titles"][0]["text"])
