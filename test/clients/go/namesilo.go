package main

import (
	"context"
	"strconv"
	"strings"

	sdk "github.com/nrdcg/namesilo"
)

// namesiloClient is the client under lego's provider, with all that it can do.
type namesiloClient struct {
	client *sdk.Client
	domain string
}

func newNamesilo(options Options) (Client, error) {
	one := namesiloClient{sdk.NewClient(options.Credentials["key"]), options.Domain}
	_, err := one.List()
	return one, err
}

func (one namesiloClient) List() ([]Record, error) {
	answer, err := one.client.DnsListRecords(context.Background(), &sdk.DnsListRecordsParams{Domain: one.domain})
	if err != nil {
		return nil, err
	}
	records := []Record{}
	for _, each := range answer.Reply.ResourceRecord {
		ttl, err := strconv.Atoi(each.TTL)
		if err != nil {
			return nil, err
		}
		// Relative since about April 2026, absolute before.
		name := absolute(strings.TrimSuffix(strings.TrimSuffix(each.Host, one.domain), "."), one.domain)
		value := withPriority(each.Type, each.Distance, each.Value)
		if each.Type == "TXT" {
			value = quoted(each.Value)
		}
		records = append(records, Record{each.RecordID, each.Type, name, value, ttl})
	}
	return records, nil
}

func (one namesiloClient) Create(record Record) error {
	distance, value := one.fields(record)
	_, err := one.client.DnsAddRecord(context.Background(), &sdk.DnsAddRecordParams{
		Domain: one.domain, Type: record.Type, Host: host(record.Name, one.domain), Value: value, Distance: distance, TTL: record.TTL,
	})
	return err
}

func (one namesiloClient) Update(from, to Record) error {
	distance, value := one.fields(to)
	_, err := one.client.DnsUpdateRecord(context.Background(), &sdk.DnsUpdateRecordParams{
		Domain: one.domain, ID: from.ID, Host: host(to.Name, one.domain), Value: value, Distance: distance, TTL: to.TTL,
	})
	return err
}

func (one namesiloClient) Delete(record Record) error {
	_, err := one.client.DnsDeleteRecord(context.Background(), &sdk.DnsDeleteRecordParams{Domain: one.domain, ID: record.ID})
	return err
}

func (one namesiloClient) fields(record Record) (distance int, value string) {
	priority, value := splitPriority(record.Type, record.Value)
	if record.Type == "TXT" {
		value = unquoted(record.Value)
	}
	distance, _ = strconv.Atoi(priority)
	return distance, value
}
