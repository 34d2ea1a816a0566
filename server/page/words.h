/* All words of the pages, in both languages: one table. */
#ifndef SERVER_PAGE_WORDS_H
#define SERVER_PAGE_WORDS_H

#include <glib.h>

/* WORD(ID, Chinese, English). A %s or %s in it is filled by who takes it. */
#define PAGE_WORDS(WORD)                                                                                                    \
    WORD(SITE, "标搜", "Biaosou")                                                                                           \
    WORD(TAGLINE, "标准检索与查新", "Search standards, check citations")                                                    \
    WORD(SKIP, "跳到正文", "Skip to content")                                                                               \
    WORD(NAVIGATION, "栏目", "Sections")                                                                                    \
    WORD(SEARCH, "检索", "Search")                                                                                          \
    WORD(SEARCH_LABEL, "检索标准：编号、名称、范围中的词或拼音", "Search standards: a number, words of a title or scope, pinyin") \
    WORD(PLACEHOLDER, "编号、名称、拼音或主题", "Number, title or topic")                                                  \
    WORD(CHECK, "查新", "Check")                                                                                            \
    WORD(CHECK_LONG, "标准有效性查新", "Check whether citations are valid")                                                 \
    WORD(CHECK_ABOUT, "粘贴清单或选择文件，逐条看是否现行、被什么代替。", "Paste a list or choose a file: which are in force, and what replaced the others.") \
    WORD(DUPLICATES, "查重", "Duplicates")                                                                                  \
    WORD(DUPLICATES_LONG, "立项查重", "Is a proposal a duplicate?")                                                         \
    WORD(DUPLICATES_ABOUT, "按名称和范围，与已有标准、计划逐段对照。", "A title and a scope, side by side with what there is already.") \
    WORD(NEWS, "新动态", "News")                                                                                            \
    WORD(NEWS_ABOUT, "正在征求意见、最近发布、即将实施、久无进展。", "Open for comment, published, coming into force, stalled.") \
    WORD(OTHER_LANGUAGE, "English", "中文")                                                                                 \
    WORD(TRY, "例如", "Try")                                                                                                \
    WORD(DOCUMENTS, "%s 件文件", "%s documents")                                                                            \
    WORD(FOOTER, "索引第 %s 代，%s 件文件", "Index generation %s, %s documents")                                            \
    WORD(API, "接口", "API")                                                                                                \
    WORD(RESULTS, "检索结果", "Results")                                                                                    \
    WORD(TOTAL, "找到 %s 件", "%s found")                                                                                   \
    WORD(TOTAL_ONE, "找到 1 件", "1 found")                                                                                 \
    WORD(NOTHING, "没有找到", "Nothing found")                                                                              \
    WORD(NOTHING_HELP, "可以去掉一些条件，换一种说法，或只用标准编号。", "Remove a filter, use other words, or search by a number alone.") \
    WORD(RELAXED, "没有文件含有全部条件；以下 %s 件含有其中一部分", "No document holds all of it; these %s hold part of it")   \
    WORD(RELAXED_BESIDE, "另有 %s 件只含其中一部分", "%s others hold part of it")                                            \
    WORD(FILTERS, "筛选", "Filters")                                                                                        \
    WORD(CHIPS, "已选条件", "Filters in use")                                                                               \
    WORD(REMOVE, "去掉 %s", "Remove %s")                                                                                    \
    WORD(CLEAR, "全部去掉", "Clear all")                                                                                    \
    WORD(MORE, "更多", "More")                                                                                              \
    WORD(REST, "另有 %s 项", "and %s more")                                                                                 \
    WORD(PARTS_OF, "细分", "Finer")                                                                                         \
    WORD(CHOSEN, "已选", "chosen")                                                                                          \
    WORD(KIND, "类别", "Kind")                                                                                              \
    WORD(STATUS, "状态", "Status")                                                                                          \
    WORD(STAGE, "阶段", "Stage")                                                                                            \
    WORD(COMMITTEE, "归口", "Committee")                                                                                    \
    WORD(ICS, "ICS 分类", "ICS")                                                                                            \
    WORD(CCS, "CCS 分类", "CCS")                                                                                            \
    WORD(YEAR, "年份", "Year")                                                                                              \
    WORD(YEARS_LABEL, "%s 年：%s 件", "%s: %s documents")                                                                   \
    WORD(SORT, "排序", "Sort")                                                                                              \
    WORD(SORT_RELEVANCE, "相关度", "Relevance")                                                                             \
    WORD(SORT_NUMBER, "编号", "Number")                                                                                     \
    WORD(SORT_PUBLISHED, "发布日期", "Newest")                                                                              \
    WORD(APPLY, "应用", "Apply")                                                                                            \
    WORD(EXPORT, "导出", "Export")                                                                                          \
    WORD(FEED, "订阅", "Feed")                                                                                              \
    WORD(PAGES, "分页", "Pages")                                                                                            \
    WORD(PREVIOUS, "上一页", "Previous")                                                                                    \
    WORD(NEXT, "下一页", "Next")                                                                                            \
    WORD(PAGE_OF, "第 %s–%s 件，共 %s 件", "%s–%s of %s")                                                                   \
    WORD(FROM_END, "只能翻到第 %s 件；请加条件缩小范围", "Only the first %s can be paged through: narrow the search")          \
    WORD(READ_AS, "按“%s”检索", "Searched for “%s”")                                                                        \
    WORD(DID_YOU_MEAN, "您要找的是", "Did you mean")                                                                        \
    WORD(SUGGESTED, "可以试试", "You may try")                                                                              \
    WORD(NEAREST, "没有 %s；相近的编号", "No %s; near to it")                                                               \
    WORD(NOTES, "检索说明", "How the query was read")                                                                       \
    WORD(APPROXIMATE, "近似匹配", "Approximately")                                                                          \
    WORD(IS_RELAXED, "只含部分条件", "Holds part of the query")                                                             \
    WORD(PUBLISHED, "发布", "Published")                                                                                    \
    WORD(EFFECTIVE, "实施", "In effect")                                                                                    \
    WORD(WITHDRAWN, "废止", "Withdrawn")                                                                                    \
    WORD(IN_EFFECT_FROM, "%s 实施", "in effect from %s")                                                                     \
    WORD(WITHDRAWN_ON, "%s 废止", "withdrawn %s")                                                                            \
    WORD(FROM_YEAR, "起始年份", "From year")                                                                                 \
    WORD(TO_YEAR, "截止年份", "To year")                                                                                     \
    WORD(PLAN, "计划号", "Plan")                                                                                            \
    WORD(REPLACES, "代替", "Replaces")                                                                                      \
    WORD(RECORDED, "来源记为 %s", "recorded as %s")                                                                         \
    WORD(IN_FORCE_TODAY, "当前有效", "In force today")                                                                      \
    WORD(REPLACED_BY, "代替情况", "Replaced by")                                                                            \
    WORD(UNTIL_THEN, "此前有效", "Until then")                                                                              \
    WORD(BEING_REVISED, "正在修订", "Being revised by")                                                                     \
    WORD(INFERRED, "来源未注状态，按日期推断", "Without a status: inferred from its dates")                                  \
    WORD(SCOPE, "范围", "Scope")                                                                                            \
    WORD(EDITIONS, "版本沿革", "Editions")                                                                                  \
    WORD(TIMELINE, "时间线", "Timeline")                                                                                    \
    WORD(UNTIL, "至 %s", "until %s")                                                                                        \
    WORD(RELATIONS, "相关文件", "Relations")                                                                                \
    WORD(GRAPH, "关系图：%s 与 %s 件相关文件；下表有同样的内容", "%s and %s documents related to it; the list below says the same") \
    WORD(PARTS, "各部分", "Parts")                                                                                          \
    WORD(OTHERS, "同一编号的其他文件", "Others of this number")                                                             \
    WORD(CITED_BY, "被谁引用", "Cited by")                                                                                  \
    WORD(CITED_BY_NOTE, "%s 件现行文件引用本文件或其旧版，其中 %s 件需要修订", "%s documents in force cite it or an earlier edition; %s of them are to be revised") \
    WORD(TO_BE_REVISED, "需修订", "to be revised")                                                                          \
    WORD(CITES_IT, "引用 %s", "cites %s")                                                                                   \
    WORD(SIMILAR, "相似文件", "Similar documents")                                                                          \
    WORD(SIMILAR_SHARE, "相似度 %s%", "%s% alike")                                                                        \
    WORD(CITATION, "引用格式", "Cite it")                                                                                   \
    WORD(COPY, "复制", "Copy")                                                                                              \
    WORD(COPIED, "已复制", "Copied")                                                                                        \
    WORD(SOURCES, "来源", "Sources")                                                                                        \
    WORD(SOURCE_PAGE, "第 %s 页", "page %s")                                                                                \
    WORD(SOURCE_LINE, "第 %s 行", "line %s")                                                                                \
    WORD(CONFLICTS, "来源之间的出入", "Where sources differ")                                                               \
    WORD(ORIGINAL_PAGE, "原始页面", "Its own page")                                                                         \
    WORD(DETAILS, "基本信息", "Details")                                                                                    \
    WORD(AS_JSON, "JSON", "JSON")                                                                                           \
    WORD(CHECK_LIST, "标准清单", "List of standards")                                                                       \
    WORD(CHECK_HINT, "一行一条，或整段文字：编号会被找出来", "A line each, or any text: the numbers in it are found")          \
    WORD(CHECK_FILE, "或选择文件（可拖到这里）", "Or choose a file, or drop it here")                                       \
    WORD(CHECK_FILES, "Excel、Word、PDF、OFD、CSV、文本等", "Excel, Word, PDF, OFD, CSV, text and others")                  \
    WORD(CHECK_DAY, "查新日期（不填为今天）", "As of (today if left out)")                                                  \
    WORD(CHECK_RUN, "开始查新", "Check")                                                                                    \
    WORD(CHECK_DOWNLOAD, "直接下载报告", "Download the report")                                                             \
    WORD(CHECK_RESULT, "查新结果", "Report")                                                                                \
    WORD(CHECK_SUMMARY, "截至 %s，共 %s 条，其中 %s 条需要处理", "As of %s: %s citations, %s of them need attention")          \
    WORD(CHECK_NONE, "没有找到标准编号", "No number of a standard was found")                                               \
    WORD(CITED, "引用", "Cited")                                                                                            \
    WORD(VERDICT, "结论", "Verdict")                                                                                        \
    WORD(NOW, "现在应为", "Now")                                                                                            \
    WORD(REMARKS, "备注", "Remarks")                                                                                        \
    WORD(PLACES, "位置", "Places")                                                                                          \
    WORD(TITLE_IS_OF, "该名称属于 %s", "that title is %s's")                                                                \
    WORD(ITS_OWN_TITLE, "该文件的名称为 %s", "its own title is %s")                                                           \
    WORD(NEAR_NUMBERS, "相近编号", "Near numbers")                                                                          \
    WORD(AMENDED_BY, "修改单", "Amended by")                                                                                \
    WORD(DUP_TITLE, "拟立项名称", "Proposed title")                                                                         \
    WORD(DUP_SCOPE, "范围和主要内容", "Scope")                                                                              \
    WORD(DUP_RUN, "开始查重", "Look for duplicates")                                                                        \
    WORD(DUP_RESULT, "查重结果", "What there is already")                                                                   \
    WORD(DUP_PROPOSED, "拟立项", "Proposed")                                                                                \
    WORD(DUP_THERE, "已有", "There already")                                                                                \
    WORD(DUP_NEW, "未见于已有文件的内容", "What is new in it")                                                              \
    WORD(DUP_SAME_TITLE, "名称相同", "same title")                                                                          \
    WORD(DUP_OVERLAP, "范围重合 %s%，名称重合 %s%", "scope %s%, title %s% in common")                                   \
    WORD(DUP_SAME, "已有同名或内容相同的文件", "There is one of the same title or content")                                 \
    WORD(DUP_CLOSE, "已有内容很接近的文件", "There are documents close to it")                                              \
    WORD(DUP_PARTLY, "部分内容已有文件涉及", "Parts of it are covered already")                                             \
    WORD(DUP_NONE, "未见相近的文件", "Nothing close to it was found")                                                       \
    WORD(NEWS_QUERY, "只看（检索式，可不填）", "Only (a query; may be empty)")                                               \
    WORD(NEWS_SINCE, "自", "Since")                                                                                         \
    WORD(NEWS_SHOW, "查看", "Show")                                                                                         \
    WORD(NEWS_OPEN, "正在征求意见、投票", "Open for comment or ballot")                                                     \
    WORD(NEWS_HAPPENED, "最近进展", "What happened")                                                                        \
    WORD(NEWS_COMING, "即将实施", "Coming into force")                                                                      \
    WORD(NEWS_STALLED, "久无进展", "Stalled")                                                                               \
    WORD(NEWS_ADDED, "新收录", "New in the index")                                                                          \
    WORD(NEWS_CHANGED, "有变化", "Changed")                                                                                 \
    WORD(NEWS_GONE, "不再收录", "No longer in the index")                                                                   \
    WORD(NEWS_NONE, "暂无", "None")                                                                                         \
    WORD(NEWS_MORE, "另有 %s 条未列出", "%s more are not listed")                                                           \
    WORD(NEWS_PERIOD, "%s 至 %s", "%s to %s")                                                                               \
    WORD(ERROR_BACK, "回到检索", "Back to the search")                                                                      \
    WORD(ERROR_SEARCH_FOR, "检索 %s", "Search for %s")

#define WORD_ID(id, zh, en) W_##id,
typedef enum { PAGE_WORDS(WORD_ID) WORDS } Word;
#undef WORD_ID

/* What the word is in a language. Static. */
const char *word_in(Word word, gboolean english);

/* What a value of the library is called: of FIELD (kind, status, event, relation, verdict) in a language; VALUE itself where
 * there is no name. Static, or VALUE. */
const char *value_name(const char *field, const char *value, gboolean english);

#endif
