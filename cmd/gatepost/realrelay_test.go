package main

import (
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
)

// mainRelay is a program beside which a gate can be measured: it copies bytes, "gatepost-relay UPSTREAM".
func mainRelay() {
	log := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Error(err.Error())
		os.Exit(1)
	}
	log.Info("listening", "address", listener.Addr().String())
	for {
		client, err := listener.Accept()
		if err != nil {
			log.Error(err.Error())
			os.Exit(1)
		}
		go copies(client.(*net.TCPConn), os.Args[1])
	}
}

// copies is one connection. Between sockets io.Copy has the kernel move the bytes.
func copies(client *net.TCPConn, upstream string) {
	defer client.Close()
	conn, err := net.Dial("tcp", upstream)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	server := conn.(*net.TCPConn)
	defer server.Close()
	down := make(chan struct{})
	go func() {
		io.Copy(client, server)
		client.CloseWrite()
		close(down)
	}()
	io.Copy(server, client)
	server.CloseWrite()
	<-down
}
