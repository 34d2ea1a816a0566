// Records that would like to be markup, and some with relations, for the index of the tests, as JSON Lines.
export const hostile = {
  script: { id: 'T/HOST 1-2020', title_zh: '恶意甲<script>window.hacked=1</script>', title_en: '<img src=x onerror="window.hacked=1">',
    scope_zh: '本文件规定了恶意甲</p><svg onload="window.hacked=1">的要求。', url: 'javascript:window.hacked=1' },
  quotes: { id: 'T/HOST 2-2020', title_zh: '恶意乙" onmouseover="window.hacked=1" x=\'', scope_zh: '引号 " \' ` & &lt; &amp;lt; 与反斜线 \\。' },
  bidi: { id: 'T/HOST 3-2020', title_zh: '恶意丙\u202egnp.exe\u2066 尾', title_en: 'מסמך בדיקה' },
  // as long as a title may be (corpus/record/fault.c), one of them without a place to break a line; and a scope of 10 kB
  long: { id: 'T/HOST 4-2020', title_zh: '恶意丁' + '长'.repeat(1190), title_en: 'W'.repeat(1200), scope_zh: '恶意丁的范围' + '长'.repeat(3400) },
};

// One with relations of several kinds, from both ends.
const related = [
  { id: 'T/RELATED 1-2024', title_zh: '关系图测试要求', relations: [{ type: 'cites', to: 'GB/T 22239-2019' },
    { type: 'adopts', degree: 'IDT', to: 'ISO/IEC 27001:2022' }, { type: 'cites', to: 'GB/T 20988-2007' }] },
  { id: 'T/RELATED 2-2024', title_zh: '关系图测试方法', relations: [{ type: 'cites', to: 'T/RELATED 1-2024' }] },
];

if (process.argv[1].endsWith('records.mjs'))
  for (const record of [...Object.values(hostile), ...related])
    console.log(JSON.stringify({ kind: 'group', status: '现行', published: '2020-01-01', ...record }));
