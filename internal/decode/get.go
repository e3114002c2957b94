package decode

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"banbao/internal/diag"
)

// What a value should be, in words that a clerk knows.
var (
	isText   = diag.Words{Zh: "文字，前后加英文双引号", En: "text in double quotes"}
	isNumber = diag.Words{Zh: "数字，不加引号", En: "a number without quotes"}
	isBool   = diag.Words{Zh: " true 或 false，不加引号", En: "true or false without quotes"}
	isDate   = diag.Words{Zh: "日期，例如 2026-11-22", En: "a date such as 2026-11-22"}
	isClock  = diag.Words{Zh: "时间，例如 \"09:00\"", En: "a time such as \"09:00\""}
	isList   = diag.Words{Zh: "方括号里的几项，例如 [\"甲\", \"乙\"]", En: "a list in brackets such as [\"a\", \"b\"]"}
	isTable  = diag.Words{Zh: "花括号里的几项，例如 { name = \"…\" }", En: "pairs in braces such as { name = \"…\" }"}
	isTables = diag.Words{Zh: "用双方括号 [[…]] 起头的几段", En: "parts that begin with [[…]]"}
)

// kindOf says what a value is instead.
func kindOf(v any) diag.Words {
	switch v.(type) {
	case string:
		return diag.Words{Zh: "文字", En: "text"}
	case int64, float64:
		return diag.Words{Zh: "数字", En: "a number"}
	case bool:
		return diag.Words{Zh: " true 或 false", En: "true or false"}
	case time.Time:
		return diag.Words{Zh: "日期或时间", En: "a date or time"}
	case []any, []map[string]any:
		return diag.Words{Zh: "方括号里的几项", En: "a list"}
	case map[string]any:
		return diag.Words{Zh: "花括号里的几项", En: "pairs in braces"}
	}
	return diag.Words{Zh: "别的东西", En: "something else"}
}

// get fetches a value and notes that the key is known.
func (t *Table) get(key string) (any, bool) {
	t.ask(key)
	v, ok := t.values[key]
	return v, ok
}

func (t *Table) wrong(key string, want diag.Words, got any) {
	t.Problem(key, "wrong-type", key, want, kindOf(got))
}

// String returns a text, trimmed; "" when the key is missing.
func (t *Table) String(key string) string {
	t.note(key, FormText)
	v, ok := t.get(key)
	if !ok {
		return ""
	}
	s, ok := v.(string)
	if !ok {
		t.wrong(key, isText, v)
	}
	return strings.TrimSpace(s)
}

// NeedString returns a text that must be there and not be empty.
func (t *Table) NeedString(key string) string {
	t.need(key)
	if !t.Has(key) {
		t.Problem("", "missing-key", key)
		return ""
	}
	s := t.String(key)
	if v, isString := t.values[key].(string); isString && strings.TrimSpace(v) == "" {
		t.Problem(key, "empty-value", key)
	}
	return s
}

// Bool returns true or false; false when the key is missing.
func (t *Table) Bool(key string) bool {
	t.note(key, FormBool)
	v, ok := t.get(key)
	if !ok {
		return false
	}
	b, ok := v.(bool)
	if !ok {
		t.wrong(key, isBool, v)
	}
	return b
}

// Int returns a whole number between least and most.
func (t *Table) Int(key string, otherwise, least, most int) int {
	t.note(key, FormInt)
	v, ok := t.get(key)
	if !ok {
		return otherwise
	}
	n, ok := v.(int64)
	if !ok {
		t.wrong(key, isNumber, v)
		return otherwise
	}
	if n < int64(least) || n > int64(most) {
		t.Problem(key, "out-of-range", key, n, least, most)
		return otherwise
	}
	return int(n)
}

// Float returns a number; otherwise when the key is missing.
func (t *Table) Float(key string, otherwise float64) float64 {
	t.note(key, FormNumber)
	v, ok := t.get(key)
	if !ok {
		return otherwise
	}
	switch n := v.(type) {
	case int64:
		return float64(n)
	case float64:
		if n == n && n < 1e15 && n > -1e15 {
			return n
		}
		t.Problem(key, "out-of-range", key, n, "-1e15", "1e15")
		return otherwise
	}
	t.wrong(key, isNumber, v)
	return otherwise
}

// short is as much of a list as anybody means.
func (t *Table) short(key string, list []any) []any {
	if len(list) > mostListed {
		t.Problem(key, "list-too-long", key, len(list), mostListed)
		return list[:mostListed]
	}
	return list
}

// Strings returns a list of texts; a single text is a list of one.
func (t *Table) Strings(key string) []string {
	t.note(key, FormTexts)
	v, ok := t.get(key)
	if !ok {
		return nil
	}
	switch list := v.(type) {
	case string:
		return []string{strings.TrimSpace(list)}
	case []any:
		list = t.short(key, list)
		out := make([]string, 0, len(list))
		for i, e := range list {
			s, ok := e.(string)
			if !ok {
				t.wrong(fmt.Sprintf("%s[%d]", key, i), isText, e)
				continue
			}
			if s = strings.TrimSpace(s); s == "" {
				t.Problem(fmt.Sprintf("%s[%d]", key, i), "empty-value", key)
				continue
			}
			out = append(out, s)
		}
		return out
	}
	t.wrong(key, isList, v)
	return nil
}

// Words returns a list of texts and whole numbers, as texts.
func (t *Table) Words(key string) []string {
	t.note(key, FormTexts)
	t.note(key, FormInt)
	v, ok := t.get(key)
	if !ok {
		return nil
	}
	if n, isInt := v.(int64); isInt {
		return []string{strconv.FormatInt(n, 10)}
	}
	if list, isList := v.([]any); isList {
		out := make([]string, 0, len(list))
		for i, e := range list {
			switch e := e.(type) {
			case string:
				out = append(out, strings.TrimSpace(e))
			case int64:
				out = append(out, strconv.FormatInt(e, 10))
			default:
				t.wrong(fmt.Sprintf("%s[%d]", key, i), isText, e)
			}
		}
		return out
	}
	return t.Strings(key)
}

// IsString tells whether a key's value is a text, without asking for it.
func (t *Table) IsString(key string) bool {
	t.note(key, FormText)
	_, ok := t.values[key].(string)
	return ok
}

// IsBool tells whether a key's value is true or false.
func (t *Table) IsBool(key string) bool {
	t.note(key, FormBool)
	_, ok := t.values[key].(bool)
	return ok
}

// Table returns a table, or nil when the key is missing or no table.
func (t *Table) Table(key string) *Table {
	if t.note(key, FormTable); t.asks != nil {
		return t.traced(key)
	}
	v, ok := t.get(key)
	if !ok {
		return nil
	}
	m, ok := v.(map[string]any)
	if !ok {
		t.wrong(key, isTable, v)
		return nil
	}
	return t.kid(key, m)
}

// Tables returns the tables of an array of tables.
func (t *Table) Tables(key string) []*Table {
	if t.note(key, FormTables); t.asks != nil {
		return []*Table{t.traced(key)}
	}
	v, ok := t.get(key)
	if !ok {
		return nil
	}
	var out []*Table
	switch list := v.(type) {
	case []map[string]any:
		for i, m := range list {
			out = append(out, t.kid(fmt.Sprintf("%s[%d]", key, i), m))
		}
	case []any:
		for i, e := range list {
			m, ok := e.(map[string]any)
			if !ok {
				t.wrong(fmt.Sprintf("%s[%d]", key, i), isTable, e)
				continue
			}
			out = append(out, t.kid(fmt.Sprintf("%s[%d]", key, i), m))
		}
	default:
		t.wrong(key, isTables, v)
	}
	return out
}

// StringsOrTables returns a list in which each element is a text or a table;
// for a text the table is nil.
func (t *Table) StringsOrTables(key string) (texts []string, tables []*Table) {
	if t.asks != nil {
		t.note(key, FormTexts)
		t.note(key, FormTables)
		return []string{""}, []*Table{t.traced(key)}
	}
	v, ok := t.get(key)
	if !ok {
		return nil, nil
	}
	if list, isMaps := v.([]map[string]any); isMaps {
		for i, m := range list {
			texts, tables = append(texts, ""), append(tables, t.kid(fmt.Sprintf("%s[%d]", key, i), m))
		}
		return texts, tables
	}
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	for i, e := range t.short(key, list) {
		switch e := e.(type) {
		case string:
			texts, tables = append(texts, strings.TrimSpace(e)), append(tables, nil)
		case map[string]any:
			texts, tables = append(texts, ""), append(tables, t.kid(fmt.Sprintf("%s[%d]", key, i), e))
		default:
			t.wrong(fmt.Sprintf("%s[%d]", key, i), isText, e)
		}
	}
	return texts, tables
}

func (t *Table) kid(step string, values map[string]any) *Table {
	kid := &Table{doc: t.doc, path: t.sub(step), values: values}
	t.kids = append(t.kids, kid)
	return kid
}
