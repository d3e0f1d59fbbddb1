package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"

	"github.com/go-acme/lego/v5/challenge"
	"github.com/go-acme/lego/v5/challenge/dns01"
	"github.com/go-acme/lego/v5/log"
	"github.com/go-acme/lego/v5/providers/dns/cloudflare"
	"github.com/go-acme/lego/v5/providers/dns/gandiv5"
	"github.com/go-acme/lego/v5/providers/dns/godaddy"
	"github.com/go-acme/lego/v5/providers/dns/namecheap"
	"github.com/go-acme/lego/v5/providers/dns/namedotcom"
	"github.com/go-acme/lego/v5/providers/dns/namesilo"
	"github.com/go-acme/lego/v5/providers/dns/porkbun"
	"github.com/miekg/dns"
)

// lego is one provider: it writes and takes away the TXT record of a challenge (RFC 8555 8.4), and nothing else.
type lego struct {
	provider challenge.Provider
	options  Options
}

func newLego(options Options) (Client, error) {
	resolver, err := startResolver(options.Domain)
	if err != nil {
		return nil, err
	}
	// Standard output is for answers.
	log.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, nil)))
	dns01.SetDefaultClient(dns01.NewClient(&dns01.Options{RecursiveNameservers: []string{resolver}}))
	provider, err := newProvider(options)
	return lego{provider, options}, err
}

func newProvider(options Options) (challenge.Provider, error) {
	keys := options.Credentials
	switch keys["provider"] {
	case "cloudflare":
		config := cloudflare.NewDefaultConfig()
		config.TTL, config.AuthToken = options.TTL, keys["token"]
		return cloudflare.NewDNSProviderConfig(config)
	case "gandiv5":
		config := gandiv5.NewDefaultConfig()
		config.TTL, config.PersonalAccessToken = options.TTL, keys["token"]
		return gandiv5.NewDNSProviderConfig(config)
	case "godaddy":
		config := godaddy.NewDefaultConfig()
		config.TTL, config.APIKey, config.APISecret = options.TTL, keys["key"], keys["secret"]
		return godaddy.NewDNSProviderConfig(config)
	case "namecheap":
		config := namecheap.NewDefaultConfig()
		config.TTL, config.APIUser, config.APIKey, config.ClientIP = options.TTL, keys["user"], keys["key"], keys["ip"]
		return namecheap.NewDNSProviderConfig(config)
	case "namedotcom":
		config := namedotcom.NewDefaultConfig()
		config.TTL, config.Username, config.APIToken = options.TTL, keys["user"], keys["token"]
		return namedotcom.NewDNSProviderConfig(config)
	case "namesilo":
		config := namesilo.NewDefaultConfig()
		config.TTL, config.APIKey = options.TTL, keys["key"]
		return namesilo.NewDNSProviderConfig(config)
	case "porkbun":
		config := porkbun.NewDefaultConfig()
		config.TTL, config.APIKey, config.SecretAPIKey = options.TTL, keys["key"], keys["secret"]
		return porkbun.NewDNSProviderConfig(config)
	}
	return nil, fmt.Errorf("no provider %q", keys["provider"])
}

func (one lego) Create(record Record) error {
	key, err := one.keyAuthorization(record.Value)
	if err != nil {
		return err
	}
	return one.provider.Present(context.Background(), one.options.Domain, key, key)
}

func (one lego) Delete(record Record) error {
	key, err := one.keyAuthorization(record.Value)
	if err != nil {
		return err
	}
	return one.provider.CleanUp(context.Background(), one.options.Domain, key, key)
}

func (one lego) keyAuthorization(value string) (string, error) {
	key, known := one.options.KeyAuthorizations[unquoted(value)]
	if !known {
		return "", fmt.Errorf("no key authorization for %s", value)
	}
	return key, nil
}

// startResolver answers on loopback, in place of the resolvers of this machine: there is one zone, and nothing in it.
func startResolver(zone string) (string, error) {
	connection, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	apex := dns.Fqdn(zone)
	handler := dns.HandlerFunc(func(writer dns.ResponseWriter, question *dns.Msg) {
		answer := new(dns.Msg).SetReply(question)
		if asked := question.Question[0]; asked.Name == apex && asked.Qtype == dns.TypeSOA {
			header := dns.RR_Header{Name: apex, Rrtype: dns.TypeSOA, Class: dns.ClassINET, Ttl: 60}
			answer.Answer = []dns.RR{&dns.SOA{Hdr: header, Ns: "ns." + apex, Mbox: "hostmaster." + apex, Refresh: 60}}
		} else if asked.Name != apex {
			answer.Rcode = dns.RcodeNameError
		}
		_ = writer.WriteMsg(answer)
	})
	go func() { _ = (&dns.Server{PacketConn: connection, Handler: handler}).ActivateAndServe() }()
	return connection.LocalAddr().String(), nil
}
