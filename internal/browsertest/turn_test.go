package browsertest

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"banbao/internal/chrome"
)

// small publishes a site of a few files, testdata/NAME.txtar, and gives where
// it is served and the folder.
func small(t *testing.T, name string) (address, dir string) {
	t.Helper()
	a, err := txtar.ParseFile(filepath.Join("testdata", name+".txtar"))
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, f := range a.Files {
		files[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return chrome.Serve(t, files)
}

// told goes through stories of a small site, one page each.
func told(t *testing.T, name string, stories []story) {
	t.Helper()
	address, _ := small(t, name)
	b := chrome.Open(t)
	for _, s := range stories {
		b.Visit(address + s.path)
		b.Tell(s.path, s.lines)
	}
}

// emptiness is the story of a list that has what ends at noon, what begins and
// ends tomorrow, and what is there the day after, and of what it says in
// between. The words of either may be empty.
func emptiness(path, today, tomorrow, third, empty string) story {
	all := []string{today, tomorrow, third}
	at := func(when string, now string) []string {
		said := []string{"at " + when}
		if now == "" {
			said = append(said, "sees "+empty)
		} else {
			said = append(said, "never "+empty, "sees "+now)
		}
		for _, other := range all {
			if other != "" && other != now {
				said = append(said, "never "+other)
			}
		}
		return said
	}
	var told []string
	told = append(told, at("2026-11-22T09:00:01", today)...)
	told = append(told, at("2026-11-22T11:59:59", today)...)
	told = append(told, at("2026-11-22T12:00:01", "")...)
	told = append(told, at("2026-11-23T07:59:59", "")...)
	told = append(told, at("2026-11-23T08:00:01", tomorrow)...)
	told = append(told, at("2026-11-23T20:00:01", "")...)
	told = append(told, at("2026-11-24T00:00:01", third)...)
	told = append(told, at("2026-11-25T00:00:01", "")...)
	return story{path, chrome.Lines(told...)}
}

// TestEmptyLists wants the sentence of an empty list there exactly while the
// list is empty: it goes with the first row that comes, and comes with the end
// of the last one.
func TestEmptyLists(t *testing.T) {
	t.Parallel()
	const power, trees, pump = "上午停电", "修剪行道树", "检修水泵"
	told(t, "coming", []story{
		emptiness("index.html", power, trees, pump, "现在没有有效的通知。"),
		emptiness("notices/kinds/notice.html", power, "", pump, "现在没有有效的通知。"),
		emptiness("notices/kinds/announcement.html", "", trees, "", "现在没有有效的公告。"),
		emptiness("tags/水电.html", power, "", pump, "现在没有可看的内容。"),
		emptiness("tags/绿化.html", "", trees, "", "现在没有可看的内容。"),
		{"notices/index.html", chrome.Lines( // of two pages
			"sees 这一页现在空着", "never 现在没有有效的通知",
			"at 2026-11-22T12:00:01", "sees 现在没有有效的通知", "never 这一页现在空着",
			"at 2026-11-23T08:00:01", "sees "+trees, "never 现在没有有效的通知", "never 这一页现在空着",
			"at 2026-11-23T20:00:01", "sees 现在没有有效的通知",
		)},
		{"notices/page-2.html", chrome.Lines(
			"sees "+power, "never 现在没有有效的通知", "never 这一页现在空着",
			"at 2026-11-22T12:00:01", "sees 现在没有有效的通知", "never "+power,
			"at 2026-11-23T08:00:01", "sees 这一页现在空着", "never 现在没有有效的通知",
		)},
		{"calendar/index.html", chrome.Lines(
			"never 这个月剩下的日子没有安排",
			"at 2026-11-23T00:00:01", "sees 邻居书画展", "never 这个月剩下的日子没有安排",
			"at 2026-11-24T00:00:01", "sees 邻居书画展", "never 这个月剩下的日子没有安排",
			"at 2026-11-25T00:00:01", "sees 这个月剩下的日子没有安排",
		)},
		{"activities/index.html", chrome.Lines(
			"sees 便民集市", "sees 邻居书画展", "never 接下来四周没有安排活动",
			"at 2026-11-23T00:00:01", "never 便民集市", "sees 到11月24日", "never 接下来四周没有安排活动",
			"at 2026-11-24T00:00:01", "never 到11月24日", "sees 最后一天", "never 接下来四周没有安排活动",
			"at 2026-11-25T00:00:01", "never 邻居书画展", "sees 接下来四周没有安排活动",
		)},
	})
}

// TestEmptyBoards looks at each board by itself.
func TestEmptyBoards(t *testing.T) {
	t.Parallel()
	address, _ := small(t, "coming")
	b := chrome.Open(t)
	b.Visit(address + "boards/index.html")
	for _, line := range []struct{ at, gate, hall string }{
		{"2026-11-22T09:00:01", "上午停电", "现在空着。"},
		{"2026-11-22T12:00:01", "现在空着。", "现在空着。"},
		{"2026-11-23T08:00:01", "现在空着。", "修剪行道树"},
		{"2026-11-23T20:00:01", "现在空着。", "现在空着。"},
		{"2026-11-24T00:00:01", "检修水泵", "现在空着。"},
		{"2026-11-25T00:00:01", "现在空着。", "现在空着。"},
	} {
		b.Clock(chrome.Moment(t, line.at))
		for id, want := range map[string]string{"gate": line.gate, "hall": line.hall} {
			got := chrome.Flat(chrome.Eval[string](b, `document.querySelector("#`+id+` .on").innerText`))
			_, got, _ = strings.Cut(got, "收："+map[string]string{"gate": "通知", "hall": "公告"}[id])
			got = strings.TrimPrefix(strings.TrimPrefix(got, "通知"), "公告")
			if got != want {
				t.Errorf("at %s board %s says %q, want %q", line.at, id, got, want)
			}
		}
	}
}

// TestPublicityTurns goes on from before a publicity to its result.
func TestPublicityTurns(t *testing.T) {
	t.Parallel()
	told(t, "publicity", []story{
		{"index.html", chrome.Lines( // the rows name them all; what runs says how to object
			"sees 正在公示", "sees 11月23日（星期一）24时为止", "never 11月27日（星期五）24时为止", "never 装路灯公示",
			"at 2026-11-23T23:59:59", "sees 正在公示",
			"at 2026-11-24T00:00:01", "never 正在公示", "never 24时为止",
			"at 2026-11-26T00:00:01", "sees 正在公示", "sees 11月27日（星期五）24时为止", "sees 第1天，共2天", "never 装路灯公示",
			"at 2026-11-27T00:00:01", "sees 第2天，共2天", "sees 装路灯公示", "sees 第1天，共3天",
			"at 2026-11-28T00:00:01", "never 11月27日（星期五）24时为止", "sees 第2天，共3天", "sees 正在公示",
			"at 2026-11-30T23:59:59", "sees 正在公示", "at 2026-12-01T00:00:01", "never 正在公示",
			"at 2026-12-08T00:00:01", "never 正在公示", // begins too late to be written
		)},
		{"notices/running.html", chrome.Lines(
			"sees 公示中，第3天，共4天", "never 公示结果", "never 先进就是这三位", "sees 有不同意见，找谁提",
			"at 2026-11-23T23:59:59", "sees 公示中，第4天，共4天", "sees 今天截止", "never 先进就是这三位",
			"at 2026-11-24T00:00:01", "never 公示中", "sees 公示期已满", "sees 公示结束，有结果", "sees 先进就是这三位", "sees 意见向谁提过",
		)},
		{"notices/running.html", chrome.Lines(
			"wake 2026-11-24T00:00:01", "sees 公示结束，有结果", "sees 先进就是这三位",
		)},
		{"notices/coming.html", chrome.Lines(
			"sees 11月26日开始公示", "sees 还没开始", "never 电梯明天开工",
			"at 2026-11-26T00:00:01", "sees 公示中，第1天，共2天", "sees 还剩",
			"at 2026-11-28T00:00:01", "sees 公示期满", "sees 公示期已满", "never 电梯明天开工", "never 有结果",
			"at 2026-11-29T00:00:01", "sees 公示结束，有结果", "never 公示期满", "sees 电梯明天开工",
		)},
		{"notices/over.html", chrome.Lines(
			"sees 公示期满", "never 账目都对得上",
			"at 2026-11-23T00:00:01", "never 公示期满", "sees 公示结束，有结果", "sees 账目都对得上",
		)},
		{"notices/later.html", chrome.Lines(
			"sees 公示期满", "at 2026-11-30T00:00:01", "sees 公示期满", "never 有结果", "never 老周",
		)},
		{"notices/index.html", chrome.Lines(
			"never 公示结束，有结果", "at 2026-11-23T00:00:01", "sees 公示结束，有结果",
		)},
	})
}

// TestResultIsNotWrittenEarly reads every file for a result that is beyond the
// days that may be written ahead.
func TestResultIsNotWrittenEarly(t *testing.T) {
	t.Parallel()
	_, dir := small(t, "publicity")
	written := false
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte("老周")) {
			t.Errorf("%s tells it", path)
		}
		written = written || bytes.Contains(data, []byte("账目都对得上"))
		return err
	})
	if err != nil {
		t.Error(err)
	}
	if !written {
		t.Error("tomorrow's result is nowhere")
	}
}

// TestAsBuiltWithoutScript wants the pages of the moment of the build, however
// late it is, where no script runs.
func TestAsBuiltWithoutScript(t *testing.T) {
	t.Parallel()
	for name, stories := range map[string][]story{
		"coming": {
			{"index.html", chrome.Lines("sees 上午停电", "never 修剪行道树", "never 现在没有有效的通知")},
			{"notices/kinds/announcement.html", chrome.Lines("sees 现在没有有效的公告", "never 修剪行道树")},
			{"tags/绿化.html", chrome.Lines("sees 现在没有可看的内容", "never 修剪行道树")},
			{"boards/index.html", chrome.Lines("sees 上午停电", "sees 现在空着", "never 修剪行道树")},
			{"calendar/index.html", chrome.Lines("sees 便民集市", "never 这个月剩下的日子没有安排")},
		},
		"publicity": {
			{"index.html", chrome.Lines("sees 11月23日（星期一）24时为止", "never 11月27日（星期五）24时为止")},
			{"notices/running.html", chrome.Lines("sees 公示中，第3天，共4天", "never 公示结果", "never 公示期满")},
			{"notices/over.html", chrome.Lines("sees 公示期满", "never 公示结果", "never 有结果")},
		},
	} {
		address, _ := small(t, name)
		b := chrome.Open(t)
		b.WithoutScript()
		b.StartAt(chrome.Built.AddDate(0, 0, 9))
		for _, s := range stories {
			b.Visit(address + s.path)
			b.Tell(s.path, s.lines)
		}
	}
}

// TestDisclosureTurns goes past the day on which accounts were due, over the
// hour at which a report comes out, and into the next month.
func TestDisclosureTurns(t *testing.T) {
	t.Parallel()
	told(t, "disclosure", []story{
		{"disclosure/index.html", chrome.Lines(
			"sees 2026年10月，最晚11月23日（星期一）", "never 还没有公开，", "sees 还没有公开过", "never 2026年12月",
			"at 2026-11-23T23:59:59", "sees 最晚11月23日（星期一）", "never 最晚应在",
			"at 2026-11-24T00:00:01", "sees 最晚应在11月23日（星期一），还没有公开",
			"at 2026-11-25T14:29:59", "sees 2026年第三季度，最晚",
			"at 2026-11-25T14:30:01", "never 2026年第三季度，最晚", "sees 2026年11月25日 星期三",
			"at 2026-12-01T00:00:01", "sees 2026年12月，",
		)},
		{"staff/disclosure.html", chrome.Lines(
			"sees 没有逾期的", "never 按时",
			"at 2026-11-24T00:00:01", "never 没有逾期的", "sees 最晚11月23日（星期一）",
			"at 2026-11-25T14:30:01", "sees 按时", "never 定于11月25日",
		)},
	})
}
