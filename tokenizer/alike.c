#include "tokenizer/alike.h"

#include "tokenizer/sound-table.h"

/* Characters that look like one another and do not sound so. */
static const char *const looks[] = {
    "未末朱",   "己已巳", "土士",     "日曰目", "人入八", "千干于", "大太犬",     "今令",
    "折拆析",   "侯候",   "戌戍戊戎", "崇祟",   "撤撒",   "徽微徵", "拨拔",       "晴睛",
    "即既",     "炙灸",   "汆氽",     "籍藉",   "壁璧",   "辩辨辫", "躁燥操澡噪", "陪培倍赔",
    "渡度",     "摸模",   "概慨",     "贷货",   "诣旨",   "迁千",   "洒酒",       "哀衰衷",
    "毫豪",     "鸟乌",   "兔免",     "刺剌",   "幻幼",   "历厉",   "风凤",       "仓仑",
    "沧沦",     "抡抢",   "卯卵",     "仿访纺", "坊妨防", "住往柱", "住佳",       "准淮",
    "检捡险验", "快块",   "秧映",     "枝技",   "杨扬",   "场杨",   "汤扬",       "暖缓援",
    "载裁栽",   "竟竞",   "密蜜",     "治冶",   "活话",   "注住柱", "设没",       "沒设",
    "侧测",     "则测",   "侧则",     "评坪秤", "科料",   "材村",   "体休",       "代伐",
    "供洪",     "供拱",   "洪拱",     "传转",   "输轮",   "般船",   "航般",       "电申甲由",
    "田由",     "网冈",   "问间闻",   "同向",   "白自",   "目自",   "且旦",       "见贝",
    "元无",     "天夫",   "王玉主",   "压庄",   "刀力",   "刃刀",   "氏民",       "互五",
    "丁了",     "万方",   "办为",     "斤斥",   "术木本", "米来",   "农衣",       "处外",
    "冷泠",     "冲中",   "净静",     "减咸",   "凉谅",   "准谁",   "推堆",       "难准",
    "维推",     "唯维",   "结洁",     "给结",   "经轻",   "组阻租", "祖阻",       "线钱浅",
    "级极",     "规视",   "现规",     "观现",   "标际",   "栋拣",   "练炼",       "拣练",
    "缘绿",     "录绿",   "碳炭",     "碱喊",   "铁铣",   "钢纲钩", "铜钢",       "钩铜",
    "针钉",     "钉钎",   "链键",     "镁铁",   "铝铅",   "锅钢",   "管营",       "菅管",
    "筒简",     "答符",   "等第",     "第弟",   "笫第",   "篮蓝",   "范苑",       "茶荼",
    "药约",     "苯笨",   "草单",     "暑署",   "量童",   "重量",   "里量",       "理埋",
    "程桯",     "种秧",   "积织",     "识织",   "职织",   "讯迅",   "证正",       "认人",
    "议仪",     "义仪",   "设投",     "役投",   "没役",   "接按",   "换唤",       "控腔",
    "摄慑",     "播插",   "描猫",     "抽油",   "袖抽",   "柚油",   "胶校",       "较校",
    "效较",     "郊效",   "攻政",     "改攻",   "收牧",   "故敌",   "教数",       "散撒",
    "致到",     "剂济",   "剖部",     "部郡",   "都部",   "陪部",   "障章",       "隙隔",
    "隔融",     "喷贲",   "嘖喷",     "喝渴",   "遏谒",   "竭揭",   "歇揭",
};

/* Sounds that many speakers mix up, each told by one of its characters: -an and -ang, n and l, f
 * and h, r and l. */
static const char *const near_sounds[] = {
    "班帮", "参藏", "单当", "反方", "干刚", "汉航", "看抗", "兰朗", "满忙", "难囊", "盘旁",
    "然让", "三桑", "谈唐", "完王", "言羊", "展张", "产长", "山上", "见江", "连两", "年娘",
    "前强", "先向", "关广", "换黄", "宽狂", "转装", "船床", "栓双", "那拉", "耐来", "难兰",
    "囊朗", "脑老", "内类", "能冷", "你里", "年连", "娘两", "鸟料", "捏列", "您林", "牛六",
    "农龙", "努路", "女律", "暖乱", "诺落", "发哈", "反汉", "方航", "飞黑", "分很", "否后",
    "夫胡", "然兰", "让朗", "热乐", "人能", "如路", "软乱", "若落", "荣龙",
};

/* A group of SOUND's characters, which begins at FROM, that has CHARACTER; its end. */
static guint group_end(guint from)
{
    while (from < n_sound_characters && sound_characters[from] != 0)
        from++;
    return from;
}

static guint add(gunichar character, gunichar other, gunichar *alike, guint n)
{
    for (guint i = 0; i < n; i++)
        if (alike[i] == other)
            return n;
    if (other == character || n == ALIKE_MAX)
        return n;
    alike[n] = other;
    return n + 1;
}

/* Where the group of sounds that has CHARACTER begins; G_MAXUINT: none has. */
static guint group_of(gunichar character)
{
    guint from = 0;
    for (guint i = 0; i < n_sound_characters; i++) {
        if (sound_characters[i] == character)
            return from;
        if (sound_characters[i] == 0)
            from = i + 1;
    }
    return G_MAXUINT;
}

static guint add_group(gunichar character, guint from, gunichar *alike, guint n)
{
    for (guint at = from, end = group_end(from); at < end; at++)
        n = add(character, sound_characters[at], alike, n);
    return n;
}

static gboolean has(guint group, gunichar character)
{
    for (guint at = group; at < n_sound_characters && sound_characters[at] != 0; at++)
        if (sound_characters[at] == character)
            return TRUE;
    return FALSE;
}

static guint add_near_sounds(gunichar character, guint group, gunichar *alike, guint n)
{
    for (guint i = 0; i < G_N_ELEMENTS(near_sounds); i++) {
        gunichar first = g_utf8_get_char(near_sounds[i]);
        gunichar second = g_utf8_get_char(g_utf8_next_char(near_sounds[i]));
        gboolean forth = has(group, first), back = has(group, second);
        if (forth != back)
            n = add_group(character, group_of(forth ? second : first), alike, n);
    }
    return n;
}

guint alike_find(gunichar character, gunichar *alike, guint *close)
{
    guint n = *close = 0;
    if (character < 0x4e00 || character > 0x9fff)
        return 0;
    for (guint i = 0; i < G_N_ELEMENTS(looks); i++) {
        if (!g_utf8_strchr(looks[i], -1, character))
            continue;
        for (const char *at = looks[i]; *at; at = g_utf8_next_char(at))
            n = add(character, g_utf8_get_char(at), alike, n);
    }
    guint group = group_of(character);
    n = *close = group == G_MAXUINT ? n : add_group(character, group, alike, n);
    return group == G_MAXUINT ? n : add_near_sounds(character, group, alike, n);
}
