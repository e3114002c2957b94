package browsertest

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"banbao/internal/build"
	"banbao/internal/chrome"
	"banbao/internal/output"
)

// TestOpening leaves the page of a publicity open from before it is to be seen
// until it is over. Its last counted day is a Saturday, so it ends on Monday.
func TestOpening(t *testing.T) {
	t.Parallel()
	plan := build.Prepare(build.Request{Now: chrome.Built, Version: "test", FS: fstest.MapFS{
		"config.toml": {Data: []byte("title = \"新城社区\"\nahead_days = 7\n")},
		"content/notices/fund.md": {Data: []byte(`+++
title = "公益金公示"
kind = "publicity"
date = 2026-11-25
until = 2026-12-31
[publicity]
days = 3
unit = "calendar"
objections = { to = "监督委员会" }
+++

钱花在这些地方。
`)},
	}})
	if plan.Fails(false) {
		t.Fatal(plan.Problems)
	}
	dir := t.TempDir()
	if _, err := output.Publish(dir, plan.Files, output.Options{Version: "test", Clock: chrome.Built}); err != nil {
		t.Fatal(err)
	}
	b := chrome.Open(t)
	const path = "notices/fund.html"
	slashed := filepath.ToSlash(dir)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed
	}
	b.Visit("file://" + slashed + "/" + path)
	title := func(want string) {
		t.Helper()
		if got := chrome.Eval[string](b, "document.title"); got != want+" - 新城社区" {
			t.Errorf("the window is called %s, want %s", got, want)
		}
	}
	at := func(day int, hour ...int) string {
		h := 12
		if len(hour) > 0 {
			h = hour[0]
		}
		return "at " + time.Date(2026, 11, day, h, 0, 1, 0, chrome.Built.Location()).Format("2006-01-02T15:04:05")
	}
	b.Tell(path, chrome.Lines("sees 还没有公布", "never 公益金公示", "never 钱花在"))
	title("还没有公布")
	b.Tell(path, chrome.Lines(
		at(25, 0), "sees 公益金公示", "never 还没有公布", "sees 11月26日开始公示", "sees 还没开始", "sees 11月26日（星期四）0时起",
		at(26, 0), "sees 公示中，第1天，共3天", "never 开始公示", "never 还没开始", "never 开始，", "sees 到11月30日（星期一）24时为止",
		at(28), "sees 顺延到11月30日", "never 今天截止",
		at(29), "sees 顺延到11月30日", "never 今天截止",
		at(30, 0), "sees 今天截止",
		at(31), "sees 公示期满", "sees 公示期已满", "never 公示中", "sees 意见向谁提过",
	))
	title("公益金公示")
}
