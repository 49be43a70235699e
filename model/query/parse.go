package query

import "fmt"

// Bounds of a query. Nobody types so much; a file may hold it.
const (
	MaxLength = 64 << 10 // bytes
	MaxDepth  = 50       // parentheses within each other
)

// exprKind is how an expression is made up.
type exprKind uint8

const (
	all exprKind = iota // every one of its parts; of none: everything
	anyOf
	oneTerm
)

// expr is a query as it was written.
type expr struct {
	kind  exprKind
	not   bool
	parts []expr
	term  term
}

// parser reads expressions: or binds less than and, and that less than not.
type parser struct {
	lexer
	now   token // the one that is next
	depth int
}

func parse(text string, known func(string) bool) (expr, *Error) {
	if len(text) > MaxLength {
		return expr{}, &Error{MaxLength, len(text), fmt.Sprintf("a query has %d bytes at most: this one has %d", MaxLength, len(text))}
	}
	p := &parser{lexer: lexer{text: text, known: known}}
	if err := p.advance(); err != nil {
		return expr{}, err
	}
	if p.now.kind == endOfText {
		return expr{}, nil
	}
	e, err := p.either()
	if err == nil && p.now.kind == closing {
		err = &Error{p.now.from, p.now.to, "this ) closes nothing: leave it out, or write ( before"}
	}
	return e, err
}

func (p *parser) advance() (err *Error) {
	p.now, err = p.next()
	return err
}

// either is what is parted by or.
func (p *parser) either() (expr, *Error) {
	return p.joined(anyOf, p.both, func() (bool, *Error) {
		if p.now.kind != wordOr {
			return false, nil
		}
		return true, p.advance()
	})
}

// both is what stands beside each other, with and between or without.
func (p *parser) both() (expr, *Error) {
	return p.joined(all, p.one, func() (bool, *Error) {
		switch p.now.kind {
		case wordAnd:
			return true, p.advance()
		case endOfText, closing, wordOr:
			return false, nil
		}
		return true, nil
	})
}

// joined reads parts for as long as there is more.
func (p *parser) joined(kind exprKind, part func() (expr, *Error), more func() (bool, *Error)) (expr, *Error) {
	first, err := part()
	if err != nil {
		return first, err
	}
	out := expr{kind: kind, parts: []expr{first}}
	for {
		if on, err := more(); err != nil {
			return out, err
		} else if !on {
			break
		}
		next, err := part()
		if err != nil {
			return next, err
		}
		out.parts = append(out.parts, next)
	}
	if len(out.parts) == 1 {
		return first, nil
	}
	return out, nil
}

func (p *parser) one() (expr, *Error) {
	not := false
	for p.now.kind == wordNot {
		at := p.now
		if err := p.advance(); err != nil {
			return expr{}, err
		}
		if k := p.now.kind; k != aTerm && k != opening && k != wordNot {
			return expr{}, &Error{at.from, at.to, "what is not meant? -symbol:TSLA, or not symbol:TSLA"}
		}
		not = !not
	}
	e, err := p.inner()
	e.not = e.not != not
	return e, err
}

// inner is a term, or what is in parentheses.
func (p *parser) inner() (expr, *Error) {
	at := p.now
	switch at.kind {
	case aTerm:
		return expr{kind: oneTerm, term: at.term}, p.advance()
	case opening:
		return p.parentheses()
	case wordAnd, wordOr:
		word := p.text[at.from:at.to]
		return expr{}, &Error{at.from, at.to, word + ` needs something on both sides; to look for the word itself write "` + word + `"`}
	case closing:
		return expr{}, &Error{at.from, at.to, "something belongs before this ): (dir:bull or dir:bear)"}
	}
	return expr{}, &Error{max(at.from-1, 0), at.to, "it ends too early: what comes here? dir:bull or dir:bear"}
}

func (p *parser) parentheses() (expr, *Error) {
	at := p.now
	if p.depth++; p.depth > MaxDepth {
		return expr{}, &Error{at.from, at.to, fmt.Sprintf("at most %d parentheses within each other: leave some out", MaxDepth)}
	}
	if err := p.advance(); err != nil {
		return expr{}, err
	}
	if p.now.kind == endOfText {
		return expr{}, &Error{at.from, at.to, "this ( is not closed: write ) behind what belongs together"}
	}
	e, err := p.either()
	if err != nil {
		return e, err
	}
	if p.now.kind != closing {
		return e, &Error{at.from, at.to, "this ( is not closed: write ) behind what belongs together"}
	}
	p.depth--
	return e, p.advance()
}
