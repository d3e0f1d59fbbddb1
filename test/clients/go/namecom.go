package main

import (
	"strconv"
	"strings"

	sdk "github.com/namedotcom/go/v4/namecom"
)

// namecomClient is name.com's own client for Go.
type namecomClient struct {
	client *sdk.NameCom
	domain string
}

func newNamecom(options Options) (Client, error) {
	one := namecomClient{sdk.New(options.Credentials["username"], options.Credentials["token"]), options.Domain}
	_, err := one.List()
	return one, err
}

func (one namecomClient) List() ([]Record, error) {
	answer, err := one.client.ListRecords(&sdk.ListRecordsRequest{DomainName: one.domain})
	if err != nil {
		return nil, err
	}
	records := []Record{}
	for _, each := range answer.Records {
		value := withPriority(each.Type, each.Priority, each.Answer)
		if each.Type == "TXT" {
			value = quoted(each.Answer)
		}
		name := strings.TrimSuffix(each.Fqdn, ".")
		records = append(records, Record{strconv.Itoa(int(each.ID)), each.Type, name, value, int(each.TTL)})
	}
	return records, nil
}

func (one namecomClient) Create(record Record) error {
	_, err := one.client.CreateRecord(one.row(record))
	return err
}

func (one namecomClient) Update(_, to Record) error {
	_, err := one.client.UpdateRecord(one.row(to))
	return err
}

func (one namecomClient) Delete(record Record) error {
	_, err := one.client.DeleteRecord(&sdk.DeleteRecordRequest{DomainName: one.domain, ID: one.row(record).ID})
	return err
}

func (one namecomClient) row(record Record) *sdk.Record {
	id, _ := strconv.Atoi(record.ID)
	priority, answer := splitPriority(record.Type, record.Value)
	if record.Type == "TXT" {
		answer = unquoted(record.Value)
	}
	order, _ := strconv.Atoi(priority)
	return &sdk.Record{
		ID: int32(id), DomainName: one.domain, Host: host(record.Name, one.domain), Type: record.Type,
		Answer: answer, TTL: uint32(record.TTL), Priority: uint32(order),
	}
}
