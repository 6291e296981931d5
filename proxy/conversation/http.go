package conversation

// httpVerbs are what a browser, or a script in one, says first; its body could hold commands.
var httpVerbs = map[string]bool{
	"GET": true, "POST": true, "PUT": true, "HEAD": true, "DELETE": true, "OPTIONS": true,
	"CONNECT": true, "TRACE": true, "PATCH": true, "PRI": true,
}

// HTTP tells whether a first verb, in upper case, is one of HTTP.
func HTTP(verb string) bool { return httpVerbs[verb] }
