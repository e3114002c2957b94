package crashtest

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// message is one of the DevTools protocol, which goes over two pipes, each
// message ended by a zero byte.
type message struct {
	ID      int64           `json:"id,omitempty"`
	Session string          `json:"sessionId,omitempty"`
	Method  string          `json:"method,omitempty"`
	Params  json.RawMessage `json:"params,omitempty"`
	Result  any             `json:"result,omitempty"`
}

// beBrowser is a browser without pages: everything loads at once, and prints
// as the same sheet. What makes PDFs of before and after differ is what the
// program writes into them. It ends with the program that started it.
func beBrowser(commands io.Reader, answers io.Writer) int {
	in := bufio.NewReader(commands)
	send := func(m message) {
		text, err := json.Marshal(m)
		if err != nil {
			panic(err)
		}
		answers.Write(append(text, 0))
	}
	for made := 0; ; {
		text, err := in.ReadBytes(0)
		if err != nil {
			return 0
		}
		var m message
		if json.Unmarshal(text[:len(text)-1], &m) != nil {
			return 1
		}
		event := func(method, params string) {
			send(message{Session: m.Session, Method: method, Params: json.RawMessage(params)})
		}
		answer := message{ID: m.ID, Session: m.Session, Result: struct{}{}}
		switch m.Method {
		case "Target.setDiscoverTargets":
			if m.Session == "" {
				event("Target.targetCreated", `{"targetInfo":{"targetId":"t0","type":"page","title":"","url":"about:blank","attached":false,"canAccessOpener":false}}`)
			}
		case "Target.createBrowserContext":
			answer.Result = map[string]string{"browserContextId": "context"}
		case "Target.createTarget":
			made++
			answer.Result = map[string]string{"targetId": fmt.Sprintf("t%d", made)}
		case "Target.attachToTarget":
			var p struct{ TargetID string }
			json.Unmarshal(m.Params, &p)
			answer.Result = map[string]string{"sessionId": "of-" + p.TargetID}
		case "Runtime.evaluate":
			answer.Result = map[string]any{"result": map[string]any{"type": "boolean", "value": true}}
		case "Page.navigate":
			frame := strings.TrimPrefix(m.Session, "of-")
			answer.Result = map[string]string{"frameId": frame, "loaderId": "l"}
			event("Page.lifecycleEvent", fmt.Sprintf(`{"frameId":%q,"loaderId":"l","name":"init","timestamp":1}`, frame))
			event("Page.loadEventFired", `{"timestamp":1}`)
		case "Page.printToPDF":
			answer.Result = map[string]string{"data": base64.StdEncoding.EncodeToString(emptySheet())}
		}
		send(answer)
		if m.Method == "Browser.close" {
			return 0
		}
	}
}

// emptySheet is a PDF of one empty A4.
func emptySheet() []byte {
	var b strings.Builder
	b.WriteString("%PDF-1.4\n")
	var table strings.Builder
	for k, object := range []string{
		"<</Type /Catalog /Pages 2 0 R>>",
		"<</Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 594.96 841.92]>>",
		"<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <<>>>>",
		"<</Length 1>> stream\nn\nendstream",
	} {
		fmt.Fprintf(&table, "%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", k+1, object)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 5\n0000000000 65535 f \n%strailer\n<</Size 5 /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", table.String(), start)
	return []byte(b.String())
}
