package filters

import (
	"maps"
	"slices"
)

// wantBlocks says what Options.Blocks reads.
const wantBlocks = "a block, or a list of objects"

// blocks makes options of the nested blocks of this name, in the order of the file. Those made before, by an earlier
// call, are replaced: their uses and errors would count twice.
func (o *Options) blocks(name, usage string) []*Options {
	o.ask(Use{Name: name, Type: "blocks", Usage: usage})
	var made []*Options
	for _, b := range o.inner(name) {
		if b.ReadFile == nil {
			b.ReadFile = o.o.block.ReadFile
		}
		made = append(made, &Options{options{block: b, within: o.o.within + ": " + b.String(), manual: o.o.manual}})
	}
	o.o.mu.Lock()
	defer o.o.mu.Unlock()
	o.o.nested = slices.DeleteFunc(o.o.nested, func(old *Options) bool { return old.o.block.Type == name })
	o.o.nested = append(o.o.nested, made...)
	return slices.Clone(made)
}

// inner are the blocks of a name, however they were written.
func (o *Options) inner(name string) []Block {
	if o.o.manual {
		return []Block{{Type: name}}
	}
	var all []Block
	for _, set := range o.o.block.settings() {
		if set.Name != name {
			continue
		}
		blocks, ok := asBlocks(set)
		if !ok {
			o.mismatch(set, wantBlocks)
		}
		all = append(all, blocks...)
	}
	return all
}

// asBlocks takes a block, an object or a list of objects.
func asBlocks(set Setting) ([]Block, bool) {
	switch v := set.Value.(type) {
	case Block:
		return []Block{v}, true
	case []any:
		var all []Block
		for _, item := range v {
			settings, ok := asObject(item, set.At)
			if !ok {
				return nil, false
			}
			all = append(all, objectBlock(set, settings))
		}
		return all, true
	}
	settings, ok := asObject(set.Value, set.At)
	if !ok {
		return nil, false
	}
	return []Block{objectBlock(set, settings)}, true
}

// objectBlock is the block that an object stands for; it begins where its first setting is.
func objectBlock(set Setting, settings Object) Block {
	b := Block{Type: set.Name, At: set.At, Settings: settings}
	if len(settings) > 0 {
		b.At = settings[0].At
	}
	for i := range settings {
		settings[i].Hidden = settings[i].Hidden || set.Hidden
	}
	return b
}

// asObject takes either form of an object; without places of its own all of it is at at. The result is the caller's.
func asObject(v any, at Place) (Object, bool) {
	switch v := v.(type) {
	case Object:
		return slices.Clone(v), true
	case map[string]any:
		var all Object
		for _, name := range slices.Sorted(maps.Keys(v)) {
			all = append(all, Setting{Name: name, Value: v[name], At: at})
		}
		return all, true
	}
	return nil, false
}
