// Command peers is the driver of the Go clients: the line protocol of `peer.ts`, and connections that lead to a sandbox
// alone.
//
// It is called with the client's name and one JSON argument, the sandbox's origin by host name:
// {"api.example.com": "http://127.0.0.1:8080"}. It reads one JSON object per line, {"do": NAME, "with": [ARGUMENT, ...]},
// and answers each with one line: {"result": VALUE} or {"error": TEXT}. It ends with its input. Values are as in a zone file
// (RFC 1035 5.1); TXT values are one quoted string.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
)

// Options say which zone the client works on, and how it signs in.
type Options struct {
	Domain      string            `json:"domain"`
	Credentials map[string]string `json:"credentials"`
	// What ACME clients make each TXT value of, as they take no value: RFC 8555 8.4.
	KeyAuthorizations map[string]string `json:"keyAuthorizations"`
	TTL               int               `json:"ttl"`
}

// Record is one value. The name is absolute, without its final dot.
type Record struct {
	ID    string `json:"-"`
	Type  string `json:"type"`
	Name  string `json:"name"`
	Value string `json:"value"`
	TTL   int    `json:"ttl"`
}

// Client is what the records are written with.
type Client interface {
	Create(record Record) error
	Delete(record Record) error
}

// Editor is a client that also lists and changes.
type Editor interface {
	Client
	List() ([]Record, error)
	Update(from, to Record) error
}

var clients = map[string]func(Options) (Client, error){
	"lego":     newLego,
	"namecom":  newNamecom,
	"porkbun":  newPorkbun,
	"namesilo": newNamesilo,
}

type sandbox map[string]string

// RoundTrip sends the request of a known host to its simulator, and refuses every other.
func (origins sandbox) RoundTrip(request *http.Request) (*http.Response, error) {
	origin, known := origins[request.URL.Hostname()]
	if !known {
		return nil, fmt.Errorf("%s is not in the sandbox", request.URL.Hostname())
	}
	to, err := url.Parse(origin)
	if err != nil {
		return nil, err
	}
	sent := request.Clone(request.Context())
	sent.URL.Scheme, sent.URL.Host = to.Scheme, to.Host
	return direct.RoundTrip(sent)
}

var direct = &http.Transport{}

func main() {
	var origins sandbox
	must(json.Unmarshal([]byte(os.Args[2]), &origins))
	// Under every client: none of them has a transport of its own.
	http.DefaultTransport = origins
	answers := json.NewEncoder(os.Stdout)
	calls := bufio.NewScanner(os.Stdin)
	var client Client
	for calls.Scan() {
		var call struct {
			Do   string            `json:"do"`
			With []json.RawMessage `json:"with"`
		}
		must(json.Unmarshal(calls.Bytes(), &call))
		var result any
		var err error
		if call.Do == "open" {
			var options Options
			must(json.Unmarshal(call.With[0], &options))
			client, err = clients[os.Args[1]](options)
		} else {
			result, err = do(client, call.Do, call.With)
		}
		if err != nil {
			must(answers.Encode(map[string]any{"error": err.Error()}))
		} else {
			must(answers.Encode(map[string]any{"result": result}))
		}
	}
}

func do(client Client, name string, with []json.RawMessage) (any, error) {
	text := func(index int) (value string) { must(json.Unmarshal(with[index], &value)); return }
	number := func(index int) (value int) { must(json.Unmarshal(with[index], &value)); return }
	switch name {
	case "create":
		return nil, client.Create(Record{Type: text(0), Name: text(1), Value: text(2), TTL: number(3)})
	case "delete":
		return nil, remove(client, text(0), text(1), func(value string) bool { return value == text(2) }, text(2))
	case "clear":
		var values []string
		must(json.Unmarshal(with[2], &values))
		return nil, remove(client, text(0), text(1), func(string) bool { return true }, values...)
	case "list":
		return found(client.(Editor), text(0), text(1))
	case "update":
		there, err := found(client.(Editor), text(0), text(1))
		if err != nil {
			return nil, err
		}
		index := slices.IndexFunc(there, func(record Record) bool { return record.Value == text(2) })
		if index < 0 {
			return nil, fmt.Errorf("no %s in the list: %v", text(2), there)
		}
		from, to := there[index], there[index]
		to.Value, to.TTL = text(3), number(4)
		return nil, client.(Editor).Update(from, to)
	}
	return nil, fmt.Errorf("no call %q", name)
}

// An editor deletes what it lists, another client what it is told.
func remove(client Client, kind, name string, chosen func(value string) bool, values ...string) error {
	var there []Record
	if editor, lists := client.(Editor); lists {
		all, err := found(editor, kind, name)
		if err != nil {
			return err
		}
		there = slices.DeleteFunc(all, func(record Record) bool { return !chosen(record.Value) })
	} else {
		for _, value := range values {
			there = append(there, Record{Type: kind, Name: name, Value: value})
		}
	}
	for _, record := range there {
		if err := client.Delete(record); err != nil {
			return err
		}
	}
	return nil
}

// An empty kind or name filters nothing.
func found(editor Editor, kind, name string) ([]Record, error) {
	all, err := editor.List()
	other := func(asked, seen string) bool { return asked != "" && asked != seen }
	return slices.DeleteFunc(all, func(record Record) bool {
		return other(kind, record.Type) || other(name, record.Name)
	}), err
}

// quoted and unquoted: between a text and the one string that a TXT has in a zone file.
func quoted(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

func unquoted(value string) string {
	return strings.NewReplacer(`\\`, `\`, `\"`, `"`).Replace(strings.Trim(value, `"`))
}

// host is the name below the domain; empty for the domain itself.
func host(name, domain string) string {
	return strings.TrimSuffix(strings.TrimSuffix(name, domain), ".")
}

func absolute(host, domain string) string {
	if host == "" || host == "@" {
		return domain
	}
	return host + "." + domain
}

// What has its priority in a field of its own.
func withPriority(kind string, priority any, value string) string {
	if kind == "MX" || kind == "SRV" {
		return fmt.Sprintf("%v %s", priority, value)
	}
	return value
}

func splitPriority(kind, value string) (priority, rest string) {
	if kind == "MX" || kind == "SRV" {
		priority, rest, _ = strings.Cut(value, " ")
		return priority, rest
	}
	return "", value
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
