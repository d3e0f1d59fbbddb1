package main

import (
	"context"
	"strconv"

	sdk "github.com/nrdcg/porkbun"
)

// porkbunClient is the client under lego's provider, with all that it can do.
type porkbunClient struct {
	client *sdk.Client
	domain string
}

func newPorkbun(options Options) (Client, error) {
	client := sdk.New(options.Credentials["secret"], options.Credentials["key"])
	_, err := client.Ping(context.Background())
	return porkbunClient{client, options.Domain}, err
}

func (one porkbunClient) List() ([]Record, error) {
	rows, err := one.client.RetrieveRecords(context.Background(), one.domain)
	if err != nil {
		return nil, err
	}
	records := []Record{}
	for _, each := range rows {
		ttl, err := strconv.Atoi(each.TTL)
		if err != nil {
			return nil, err
		}
		value := withPriority(each.Type, each.Prio, each.Content)
		if each.Type == "TXT" {
			value = quoted(each.Content)
		}
		records = append(records, Record{each.ID, each.Type, each.Name, value, ttl})
	}
	return records, nil
}

func (one porkbunClient) Create(record Record) error {
	_, err := one.client.CreateRecord(context.Background(), one.domain, one.row(record))
	return err
}

func (one porkbunClient) Update(from, to Record) error {
	id, err := strconv.Atoi(from.ID)
	if err != nil {
		return err
	}
	return one.client.EditRecord(context.Background(), one.domain, id, one.row(to))
}

func (one porkbunClient) Delete(record Record) error {
	id, err := strconv.Atoi(record.ID)
	if err != nil {
		return err
	}
	return one.client.DeleteRecord(context.Background(), one.domain, id)
}

func (one porkbunClient) row(record Record) sdk.Record {
	priority, content := splitPriority(record.Type, record.Value)
	if record.Type == "TXT" {
		content = unquoted(record.Value)
	}
	return sdk.Record{
		Name: host(record.Name, one.domain), Type: record.Type, Content: content, TTL: strconv.Itoa(record.TTL), Prio: priority,
	}
}
