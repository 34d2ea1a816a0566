/* The Lucene driver.
 *
 *   java Lucene index ANALYZER DIR       canonical JSON Lines on standard input
 *   java Lucene run ANALYZER DIR QUERIES N [LATENCY]   TREC run on standard output
 *
 * ANALYZER is "bigram" (StandardTokenizer, CJKWidthFilter, LowerCaseFilter, CJKBigramFilter with
 * unigrams) or "smartcn" (SmartChineseAnalyzer).  Each record becomes one field of text, in which the
 * titles (all title_*) stand as often as the property "title" says before the scopes (all scope_*),
 * indexed without positions since no query here needs them, and the record itself, stored.  A query
 * is the OR of its terms under BM25 with Lucene's defaults (k1 1.2, b .75).  Two fields with a boost
 * on the title ranked clearly worse on most of the collections (README.md has the figures). */
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.*;
import org.apache.lucene.analysis.*;
import org.apache.lucene.analysis.cjk.*;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.analysis.core.LowerCaseFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.search.*;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.*;

public class Lucene {
    static final int QUEUE = 64, BATCH = 256;
    static final int TITLE = Integer.getInteger("title", 2);
    static final List<String> END = new ArrayList<>();

    static Analyzer analyzer(String name) {
        if (name.equals("smartcn"))
            return new SmartChineseAnalyzer();
        return new Analyzer() {
            @Override protected TokenStreamComponents createComponents(String field) {
                Tokenizer source = new StandardTokenizer();
                TokenStream s = new LowerCaseFilter(new CJKWidthFilter(source));
                int all = CJKBigramFilter.HAN | CJKBigramFilter.HIRAGANA
                    | CJKBigramFilter.KATAKANA | CJKBigramFilter.HANGUL;
                return new TokenStreamComponents(source, new CJKBigramFilter(s, all, true));
            }
        };
    }

    /* The string members of a flat JSON object, by name; members of other types are skipped. */
    static Map<String, String> members(String line) {
        Map<String, String> out = new LinkedHashMap<>();
        int[] at = {line.indexOf('{') + 1};
        while (true) {
            skipSpace(line, at);
            if (at[0] >= line.length() || line.charAt(at[0]) != '"')
                return out;
            String name = string(line, at);
            skipSpace(line, at);
            at[0]++;                    /* the colon */
            skipSpace(line, at);
            if (line.charAt(at[0]) == '"')
                out.put(name, string(line, at));
            else
                skipValue(line, at);
            skipSpace(line, at);
            if (line.charAt(at[0]) != ',')
                return out;
            at[0]++;
        }
    }

    static void skipSpace(String s, int[] at) {
        while (at[0] < s.length() && s.charAt(at[0]) <= ' ')
            at[0]++;
    }

    static void skipValue(String s, int[] at) {
        int depth = 0;
        for (; at[0] < s.length(); at[0]++) {
            char c = s.charAt(at[0]);
            if (c == '"') {
                string(s, at);
                at[0]--;
            } else if (c == '[' || c == '{') {
                depth++;
            } else if (c == ']' || c == '}') {
                if (depth == 0)
                    return;
                depth--;
            } else if (c == ',' && depth == 0) {
                return;
            }
        }
    }

    static String string(String s, int[] at) {
        int from = ++at[0];
        int end = from;
        while (s.charAt(end) != '"' && s.charAt(end) != '\\')
            end++;
        if (s.charAt(end) == '"') {
            at[0] = end + 1;
            return s.substring(from, end);
        }
        StringBuilder b = new StringBuilder();
        for (int i = from; ; i++) {
            char c = s.charAt(i);
            if (c == '"') {
                at[0] = i + 1;
                return b.toString();
            }
            if (c != '\\') {
                b.append(c);
                continue;
            }
            c = s.charAt(++i);
            switch (c) {
            case 'n': b.append('\n'); break;
            case 't': b.append('\t'); break;
            case 'r': b.append('\r'); break;
            case 'b': b.append('\b'); break;
            case 'f': b.append('\f'); break;
            case 'u': b.append((char) Integer.parseInt(s.substring(i + 1, i + 5), 16)); i += 4; break;
            default: b.append(c);
            }
        }
    }

    static Document document(String line) {
        StringBuilder title = new StringBuilder(), scope = new StringBuilder();
        String id = "";
        for (Map.Entry<String, String> m : members(line).entrySet()) {
            if (m.getKey().equals("id"))
                id = m.getValue();
            else if (m.getKey().startsWith("title_"))
                title.append(m.getValue()).append('\n');
            else if (m.getKey().startsWith("scope_"))
                scope.append(m.getValue()).append('\n');
        }
        FieldType text = new FieldType();
        text.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        text.setTokenized(true);
        text.freeze();
        Document d = new Document();
        d.add(new StringField("id", id, Field.Store.YES));
        for (int i = 0; i < TITLE; i++)
            d.add(new Field("text", title.toString(), text));
        d.add(new Field("text", scope.toString(), text));
        d.add(new StoredField("record", line));
        return d;
    }

    static void index(String which, String dir) throws Exception {
        IndexWriterConfig config = new IndexWriterConfig(analyzer(which));
        config.setRAMBufferSizeMB(Double.parseDouble(System.getProperty("buffer", "128")));
        config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
        int threads = Integer.getInteger("threads", Runtime.getRuntime().availableProcessors());
        BlockingQueue<List<String>> queue = new ArrayBlockingQueue<>(QUEUE);
        try (Directory d = FSDirectory.open(Paths.get(dir)); IndexWriter w = new IndexWriter(d, config)) {
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            List<Future<Void>> done = new ArrayList<>();
            for (int i = 0; i < threads; i++)
                done.add(pool.submit(() -> {
                    for (List<String> b; (b = queue.take()) != END; )
                        for (String line : b)
                            w.addDocument(document(line));
                    queue.put(END);
                    return null;
                }));
            BufferedReader in = new BufferedReader(
                new InputStreamReader(System.in, StandardCharsets.UTF_8), 1 << 20);
            List<String> batch = new ArrayList<>(BATCH);
            for (String line; (line = in.readLine()) != null; ) {
                if (line.isEmpty())
                    continue;
                batch.add(line);
                if (batch.size() == BATCH) {
                    queue.put(batch);
                    batch = new ArrayList<>(BATCH);
                }
            }
            queue.put(batch);
            queue.put(END);
            for (Future<Void> f : done)
                f.get();
            pool.shutdown();
            w.commit();
            System.err.println(w.getDocStats().numDocs + " documents");
        }
    }

    static Query query(Analyzer analyzer, String text) throws IOException {
        LinkedHashMap<String, Integer> terms = new LinkedHashMap<>();
        try (TokenStream s = analyzer.tokenStream("text", text)) {
            CharTermAttribute term = s.addAttribute(CharTermAttribute.class);
            s.reset();
            while (s.incrementToken())
                terms.merge(term.toString(), 1, Integer::sum);
            s.end();
        }
        BooleanQuery.Builder b = new BooleanQuery.Builder();
        for (Map.Entry<String, Integer> t : terms.entrySet()) {
            Query q = new TermQuery(new Term("text", t.getKey()));
            b.add(t.getValue() == 1 ? q : new BoostQuery(q, t.getValue()), BooleanClause.Occur.SHOULD);
        }
        return b.build();
    }

    static void run(String which, String dir, String queries, int n, String latency) throws Exception {
        BooleanQuery.setMaxClauseCount(1 << 16);
        Analyzer analyzer = analyzer(which);
        PrintStream out = new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16), false, "UTF-8");
        PrintWriter times = latency == null ? null : new PrintWriter(latency, "UTF-8");
        try (Directory d = new MMapDirectory(Paths.get(dir)); DirectoryReader r = DirectoryReader.open(d)) {
            IndexSearcher searcher = new IndexSearcher(r);
            searcher.setQueryCache(null);
            searcher.setSimilarity(new BM25Similarity());
            long read = 0;
            for (String line : Files.readAllLines(Paths.get(queries), StandardCharsets.UTF_8)) {
                int tab = line.indexOf('\t');
                if (tab < 0)
                    continue;
                long start = System.nanoTime();
                ScoreDoc[] hits = searcher.search(query(analyzer, line.substring(tab + 1)), n).scoreDocs;
                String[] ids = new String[hits.length];
                for (int i = 0; i < hits.length; i++) {
                    Document doc = searcher.doc(hits[i].doc);
                    ids[i] = doc.get("id");
                    read += doc.get("record").length();
                }
                long nanos = System.nanoTime() - start;
                String qid = line.substring(0, tab);
                if (times != null)
                    times.printf("%s\t%.1f%n", qid, nanos / 1000.0);
                for (int i = 0; i < hits.length; i++)
                    out.println(qid + "\tQ0\t" + ids[i] + "\t" + (i + 1) + "\t" + hits[i].score
                                + "\tlucene-" + which);
            }
        }
        out.flush();
        if (times != null)
            times.close();
    }

    public static void main(String[] a) throws Exception {
        if (a.length == 3 && a[0].equals("index")) {
            index(a[1], a[2]);
        } else if ((a.length == 5 || a.length == 6) && a[0].equals("run")) {
            run(a[1], a[2], a[3], Integer.parseInt(a[4]), a.length == 6 ? a[5] : null);
        } else {
            System.err.println("usage: Lucene index ANALYZER DIR <FILE | run ANALYZER DIR QUERIES N [LATENCY]");
            System.exit(2);
        }
    }
}
