package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"html"
	"io"
	"mime"
	"net/mail"
	"net/textproto"
	"net/url"
	"path"
	"regexp"
	"slices"
	"sort"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

type Item struct {
	Name  string            `json:"name"`
	Price float64           `json:"price,omitempty"`
	Tags  []string          `json:"tags"`
	Sub   *Item             `json:"sub,omitempty"`
	Meta  map[string]string `json:"meta,omitempty"`
	At    time.Time         `json:"at"`
	Skip  int               `json:"-"`
}

type level int

func (l level) MarshalText() ([]byte, error) { return []byte(fmt.Sprintf("L%d", int(l))), nil }
func (l *level) UnmarshalText(b []byte) error {
	_, err := fmt.Sscanf(string(b), "L%d", (*int)(l))
	return err
}

type countWriter struct {
	w     io.Writer
	lines int
}

func (c *countWriter) Write(p []byte) (int, error) {
	c.lines += bytes.Count(p, []byte("\n"))
	return c.w.Write(p)
}

type errReader struct {
	r    io.Reader
	left int
}

var errLimit = errors.New("limit")

func (e *errReader) Read(p []byte) (int, error) {
	if e.left <= 0 {
		return 0, errLimit
	}
	n, err := e.r.Read(p[:min(len(p), e.left)])
	e.left -= n
	return n, err
}

type byLen []string

func (b byLen) Len() int           { return len(b) }
func (b byLen) Less(i, j int) bool { return len(b[i]) < len(b[j]) }
func (b byLen) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }

func main() {
	in := Item{Name: "a", Price: 1.5, Tags: []string{"x"}, Sub: &Item{Name: "b"}, Meta: map[string]string{"k": "v", "a": "b"}, At: time.Unix(0, 0).UTC(), Skip: 3}
	b, err := json.Marshal(in)
	fmt.Println(string(b), err)
	var out Item
	err = json.Unmarshal(b, &out)
	fmt.Println(out.Name, out.Price, out.Tags, out.Sub.Name, out.Meta["k"], out.At.Equal(in.At), out.Skip, err)
	dec := json.NewDecoder(strings.NewReader(`{"name":"q","price":"no"} {"name":"r"}`))
	var te *json.UnmarshalTypeError
	err = dec.Decode(&out)
	fmt.Println(errors.As(err, &te), te != nil && te.Field == "price")
	r := csv.NewReader(strings.NewReader("a,b\n\"c,d\",e\n"))
	rows, err := r.ReadAll()
	fmt.Println(len(rows), rows[1][0], err)
	cw := &countWriter{w: &bytes.Buffer{}}
	bw := bufio.NewWriter(cw)
	fmt.Fprintf(bw, "one\ntwo %d\n", 2)
	bw.Flush()
	fmt.Println(cw.lines, cw.w.(*bytes.Buffer).Len())
	_, err = io.ReadAll(&errReader{strings.NewReader("abcdef"), 4})
	fmt.Println(err == errLimit, errors.Is(fmt.Errorf("r: %w", err), errLimit))
	n, err := io.Copy(io.Discard, io.MultiReader(strings.NewReader("ab"), &errReader{strings.NewReader("cd"), 9}))
	fmt.Println(n, err)
	re := regexp.MustCompile(`(\w+)@(\w+)\.com`)
	fmt.Println(re.ReplaceAllString("a@b.com c@d.com", "$2:$1"), re.ReplaceAllStringFunc("x@y.com", strings.ToUpper))
	seen := 0
	fmt.Println(re.ReplaceAllStringFunc("a@b.com c@d.com", func(s string) string { seen++; return fmt.Sprint(len(s), seen) }))
	fmt.Println(re.FindStringSubmatchIndex("--a@b.com"), re.NumSubexp(), re.MatchString("none"))
	fmt.Println(strings.FieldsFunc("a1b22c", unicode.IsDigit), strings.IndexFunc("abC", unicode.IsUpper), strings.TrimFunc("..a..", func(r rune) bool { return r == '.' }))
	ws := []string{"ccc", "a", "bb"}
	sort.Sort(sort.Reverse(byLen(ws)))
	fmt.Println(ws, sort.IsSorted(byLen(ws)))
	sort.Slice(ws, func(i, j int) bool { return ws[i] < ws[j] })
	i := sort.Search(len(ws), func(i int) bool { return ws[i] >= "bb" })
	fmt.Println(ws, i, slices.Index(ws, "bb"))
	sc := bufio.NewScanner(strings.NewReader("k=v;a=b;;x"))
	sc.Split(func(data []byte, eof bool) (int, []byte, error) {
		if j := bytes.IndexByte(data, ';'); j >= 0 {
			return j + 1, data[:j], nil
		}
		if eof && len(data) > 0 {
			return len(data), data, nil
		}
		return 0, nil, nil
	})
	for sc.Scan() {
		fmt.Printf("%q ", sc.Text())
	}
	fmt.Println(sc.Err())
	sum := sha256.Sum256([]byte("x"))
	fmt.Println(hex.EncodeToString(sum[:4]), crc32.ChecksumIEEE([]byte("x")))
	h := sha256.New()
	io.WriteString(h, "x")
	fmt.Println(hex.EncodeToString(h.Sum(nil)) == hex.EncodeToString(sum[:]))
	buf := make([]byte, 8)
	binary.BigEndian.PutUint32(buf, 0xdeadbeef)
	fmt.Println(buf, binary.LittleEndian.Uint16(buf[2:]))
	u, err := url.Parse("https://u:p@h.example:8080/a/b?q=1&q=2#f")
	fmt.Println(u.Host, u.Port(), u.Path, u.Query()["q"], u.User.Username(), u.Fragment, err)
	fmt.Println(html.EscapeString("<a&b>"), path.Join("a", "../b"), path.Ext("x.tar.gz"), url.QueryEscape("a b&c"))
	mt, params, err := mime.ParseMediaType(`text/html; charset="utf-8"`)
	fmt.Println(mt, params["charset"], err)
	tr := textproto.NewReader(bufio.NewReader(strings.NewReader("A: 1\r\nB: 2\r\n b\r\n\r\nrest")))
	hd, err := tr.ReadMIMEHeader()
	fmt.Println(hd.Get("a"), hd.Get("B"), err)
	m, err := mail.ReadMessage(strings.NewReader("From: A <a@x>\r\nTo: b@y, C <c@z>\r\nDate: Mon, 02 Jan 2006 15:04:05 -0700\r\n\r\nbody"))
	if err == nil {
		to, _ := m.Header.AddressList("To")
		d, _ := m.Header.Date()
		body, _ := io.ReadAll(m.Body)
		fmt.Println(len(to), to[1].Name, d.UTC().Hour(), string(body))
	}
	ctx, cancel := context.WithTimeout(context.WithValue(context.Background(), "k", 5), time.Hour)
	defer cancel()
	_, ok := ctx.Deadline()
	fmt.Println(ctx.Value("k").(int), ok, ctx.Err())
	var l level
	fmt.Println(l.UnmarshalText([]byte("L7")), int(l))
	lm, err := json.Marshal(level(3))
	fmt.Println(string(lm), err)
	fmt.Println(utf8.ValidString("a\xff"), utf8.RuneCountInString("äö"), strings.ToValidUTF8("a\xffb", "?"))
	var sb strings.Builder
	w := io.Writer(&sb)
	fmt.Fprint(w, "x", 1, 2, "y", "z", 3.0)
	fmt.Fprintln(w, []byte("ab"), map[string]int{"b": 1, "a": 2}, struct {
		A int
		B string
	}{1, "q"}, [2]bool{true})
	fmt.Print(sb.String())
	fmt.Printf("%v %+v %s %d %q %x\n", in.Tags, []int{1}, []string{"a"}, []int{3}, []string{"z"}, "hex")
	fmt.Printf("%[2]d %[1]s|%*d|%-*d|%v\n", "a", 2, 5, 42, 5, 42, errLimit)
	fmt.Println(strings.Repeat("=", 5), strings.Count("cheese", "e"), strings.LastIndex("go gopher", "go"), strings.SplitN("a,b,c", ",", 2), strings.ContainsAny("abc", "xyzc"))
	t, err := time.Parse("2006-01-02 15:04", "2024-05-06 07:08")
	fmt.Println(t, err, t.Add(25*time.Hour).Format("Jan _2 Mon"), time.Duration(90)*time.Second)
	_, err = time.Parse(time.RFC3339, "bad")
	var pe *time.ParseError
	fmt.Println(errors.As(err, &pe), pe.Value)
}
