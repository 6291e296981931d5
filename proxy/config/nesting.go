package config

import (
	"github.com/gatepost-mail/gatepost/filters"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// maxDepth is how deep a configuration may be nested, and how many operators one expression may have. The parser of
// HCL calls itself for each level with 10 KB of stack, and a program whose stack has overflowed can't be saved.
const maxDepth = 100

// tooDeep says where a text becomes too deep for the parser.
func tooDeep(file string, src []byte) (filters.Place, bool) {
	tokens, _ := hclsyntax.LexConfig(src, file, hcl.InitialPos)
	var open []hclsyntax.TokenType
	operators := 0
	for _, t := range tokens {
		switch kind := weigh(t.Type); {
		case kind > 0:
			open, operators = append(open, t.Type), operators+1
		case kind < 0 && len(open) > 0:
			open = open[:len(open)-1]
		case t.Type == hclsyntax.TokenComma, t.Type == hclsyntax.TokenNewline && newlineEnds(open):
			operators = 0
		case operator(t.Type):
			operators++
		}
		if len(open) > maxDepth || operators > maxDepth {
			return placeOf(t.Range), true
		}
	}
	return filters.Place{}, false
}

// weigh is 1 for what opens a level, -1 for what closes one.
func weigh(t hclsyntax.TokenType) int {
	switch t {
	case hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenOParen, hclsyntax.TokenOQuote, hclsyntax.TokenOHeredoc,
		hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl:
		return 1
	case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenCQuote, hclsyntax.TokenCHeredoc,
		hclsyntax.TokenTemplateSeqEnd:
		return -1
	}
	return 0
}

// newlineEnds tells whether a newline ends an expression: not between brackets and parentheses.
func newlineEnds(open []hclsyntax.TokenType) bool {
	return len(open) == 0 || open[len(open)-1] == hclsyntax.TokenOBrace
}

// operator tells whether a token makes an expression deeper without opening anything.
func operator(t hclsyntax.TokenType) bool {
	switch t {
	case hclsyntax.TokenBang, hclsyntax.TokenMinus, hclsyntax.TokenPlus, hclsyntax.TokenStar, hclsyntax.TokenSlash,
		hclsyntax.TokenPercent, hclsyntax.TokenAnd, hclsyntax.TokenOr, hclsyntax.TokenEqualOp, hclsyntax.TokenNotEqual,
		hclsyntax.TokenLessThan, hclsyntax.TokenLessThanEq, hclsyntax.TokenGreaterThan, hclsyntax.TokenGreaterThanEq,
		hclsyntax.TokenQuestion, hclsyntax.TokenDot:
		return true
	}
	return false
}
