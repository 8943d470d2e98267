using System.Globalization;
using System.Text;
using Carelake.Fhir.Definitions;

namespace Carelake.Fhir.Validation.Quick;

/// <summary>
/// Reads a resource and compares it with its type in one pass over its bytes. What it calls good is good; as soon as anything is not plainly
/// so, it stops, and <see cref="Walk"/> looks at the resource, which then says what is wrong, if anything is.
/// </summary>
internal ref partial struct QuickReader(ReadOnlySpan<byte> text, QuickTables tables, QuickState state, int mostNested)
{
    private readonly QuickTables _tables = tables;
    private readonly QuickState _state = state;
    private readonly Tape _tape = state.Tape;
    private readonly int _mostNested = mostNested;
    private JsonScan _scan = new(text, mostNested);

    // Entries of a bundle that ask for something, and those that do not.
    private bool _hasRequests;
    private bool _lacksRequests;

    /// <summary>Reads the resource that starts here; its nodes are then on the tape from the index on.</summary>
    private bool TryResource(int depth, QuickEntry? entry, out int node)
    {
        node = -1;
        var start = _scan.At;
        if (depth >= _mostNested || !_scan.Take((byte)'{')) return false;
        if (!_scan.TryString(out var from, out var to, out _) || !_scan.Slice(from, to).SequenceEqual("resourceType"u8)) return false;
        _scan.SkipSpace();
        if (!_scan.Take((byte)':') || !_scan.TryString(out from, out to, out var hasEscape) || hasEscape) return false;
        if (FhirDefinitions.R4.Resource(_scan.Slice(from, to)) is not { } info || _tables.Type(info) is not { Kind: QuickKind.Resource } type) return false;
        node = _tape.Add(new TapeNode(start, start, 0, TapeKind.Object, entry, type));
        var outer = _tape.Resource;
        _tape.Resource = node;
        _scan.SkipSpace();
        if (_scan.Peek == '}' ? (type.RequiredLow | type.RequiredHigh) != 0 : !_scan.Take((byte)',') || !TryMembers(type, depth + 1)) return false;
        if (_scan.Peek != '}') return false;
        _scan.At++;
        Close(node);
        var isGood = Satisfies(node, type.Rules) && (info.Name != "Claim" || TotalIsSum(node));
        _tape.Resource = outer;
        return isGood;
    }

    // The members of an object, up to its closing brace.
    private bool TryMembers(QuickType type, int depth)
    {
        ulong low = 0, high = 0;
        do
        {
            if (!_scan.TryString(out var from, out var to, out var hasEscape) || hasEscape) return false;
            if (type.Find(_scan.Slice(from, to)) is not { IsCompanion: false } entry) return false;
            var index = entry.Element.Index;
            ref var seen = ref index < 64 ? ref low : ref high;
            var bit = 1UL << (index & 63);
            if ((seen & bit) != 0) return false;
            seen |= bit;
            _scan.SkipSpace();
            if (!_scan.Take((byte)':') || !TryValue(entry, depth)) return false;
            _scan.SkipSpace();
        }
        while (_scan.Take((byte)','));
        return (type.RequiredLow & ~low) == 0 && (type.RequiredHigh & ~high) == 0;
    }

    private bool TryValue(QuickEntry entry, int depth)
    {
        if (_scan.Peek != '[') return !entry.Element.IsRepeating && TryItem(entry, depth);
        if (!entry.Element.IsRepeating || depth >= _mostNested) return false;
        _scan.Take((byte)'[');
        do
        {
            if (!TryItem(entry, depth + 1)) return false;
            _scan.SkipSpace();
        }
        while (_scan.Take((byte)','));
        if (_scan.Peek != ']') return false;
        _scan.At++;
        return true;
    }

    private bool TryItem(QuickEntry entry, int depth)
    {
        var type = entry.Type;
        switch (_scan.Peek)
        {
            case (byte)'"' when type.Kind == QuickKind.Primitive:
                if (!_scan.TryString(out var from, out var to, out var hasEscape) || !QuickPrimitives.IsText(_scan.Slice(from, to), hasEscape, entry)) return false;
                return IsGood(from, to, hasEscape ? TapeKind.EscapedText : TapeKind.Text, entry, type);
            case (byte)'{' when entry.IsContained:
                return TryContained(entry, depth);
            case (byte)'{':
                return TryObject(entry, type, depth);
            case (byte)'t' when entry.Primitive == PrimitiveKind.Boolean:
                return _scan.TryWord("true"u8) && IsGood(_scan.At - 4, _scan.At, TapeKind.True, entry, type);
            case (byte)'f' when entry.Primitive == PrimitiveKind.Boolean:
                return _scan.TryWord("false"u8) && IsGood(_scan.At - 5, _scan.At, TapeKind.False, entry, type);
            case >= (byte)'0' and <= (byte)'9' or (byte)'-' when type.Kind == QuickKind.Primitive:
                return _scan.TryNumber(out var first, out var end) && QuickPrimitives.IsNumber(_scan.Slice(first, end), entry.Primitive)
                    && IsGood(first, end, TapeKind.Number, entry, type);
            default:
                return false;
        }
    }

    private readonly bool IsGood(int start, int end, TapeKind kind, QuickEntry entry, QuickType type)
    {
        var node = _tape.Add(new TapeNode(start, end, _tape.Count + 1, kind, entry, type));
        return entry.Rules.IsEmpty || Satisfies(node, entry.Rules);
    }

    private bool TryObject(QuickEntry entry, QuickType type, int depth)
    {
        if (type.Kind is QuickKind.Primitive or QuickKind.Resource or QuickKind.Open || depth >= _mostNested) return false;
        var node = _tape.Add(new TapeNode(_scan.At, _scan.At, 0, TapeKind.Object, entry, type));
        _scan.Take((byte)'{');
        if (!TryMembers(type, depth + 1) || _scan.Peek != '}') return false;
        _scan.At++;
        Close(node);
        return Satisfies(node, type.Rules) && Satisfies(node, entry.Rules) && IsTyped(node, entry, type);
    }

    private bool TryContained(QuickEntry entry, int depth)
    {
        if (!TryResource(depth, entry, out var node) || !Satisfies(node, entry.Rules)) return false;
        if (_tables.Validator.Options.ChecksClaimedProfiles && HasProfile(node)) return false;
        var id = _tape.Child(node, "id"u8);
        if (id >= 0) _state.Contained.Add((_tape[id].Start, _tape[id].End, _tape[node].Type.Info));
        if (_tape[node].Type.IsDomainResource && !HasNarrative(node)) _state.WithoutNarrative.Add((_state.ContainedCount, _tape[node].Start));
        _state.ContainedCount++;
        return true;
    }

    private readonly bool HasProfile(int node) =>
        _tape[node].Type.Info.Name == "Observation" || (_tape.Child(node, "meta"u8) is >= 0 and var meta && _tape.Child(meta, "profile"u8) >= 0);

    // dom-6: the resource says itself in words.
    private readonly bool HasNarrative(int node) => _tape.Child(node, "text"u8) is >= 0 and var narrative && _tape.Child(narrative, "div"u8) >= 0;

    private readonly void Close(int node)
    {
        ref var closed = ref _tape[node];
        closed.End = _scan.At;
        closed.Next = _tape.Count;
    }

    private readonly bool Satisfies(int node, System.Collections.Immutable.ImmutableArray<QuickRule> rules)
    {
        foreach (var rule in rules)
            if (!rule.Test(_tape, node))
                return false;
        return true;
    }

    private readonly bool IsTyped(int node, QuickEntry entry, QuickType type) => type.Kind switch
    {
        QuickKind.Reference => IsReference(node, entry),
        QuickKind.Coding => IsKnownCoding(node) && (entry.Codes is null || IsBoundCoding(node, entry)),
        QuickKind.CodeableConcept => entry.Codes is null || IsBoundConcept(node, entry),
        QuickKind.Attachment => _tape.Child(node, "data"u8) < 0 || _tape.Child(node, "size"u8) < 0,
        _ => true,
    };

    private readonly bool IsReference(int node, QuickEntry entry)
    {
        var reference = _tape.Child(node, "reference"u8);
        if (reference < 0) return true;
        if (!_tape.TryText(reference, out var address) || Primitives.HasSpace(address)) return false;
        if (address[0] == '#')
        {
            if (address.Length < 2) return false;
            _state.Fragments.Add((_tape[reference].Start + 1, _tape[reference].End, entry));
            return true;
        }
        var named = ReferenceText.TypeOf(address);
        if (!named.IsEmpty && FhirDefinitions.R4.Resource(named) is { } target)
        {
            if (entry.Targets is not null && !entry.Targets.Contains(target)) return false;
            if (_tape.Child(node, "type"u8) is >= 0 and var said && !_tape.Raw(said).SequenceEqual(named)) return false;
        }
        else if (ReferenceText.IsRelative(address))
        {
            return false;
        }
        if (!address.StartsWith("urn:"u8)) return true;
        if (address.IndexOf("/_history/"u8) >= 0) return false;
        _state.Urns.Add((_tape[reference].Start, _tape[reference].End));
        return true;
    }

    private readonly bool IsKnownCoding(int node)
    {
        if (!_tables.Validator.Profiles.HasCodeSystems || _tape.Child(node, "system"u8) is not (>= 0 and var system)) return true;
        if (!_tape.TryText(system, out var url) || url.Contains((byte)'|')) return false;
        if (_tables.CodeSystem(url) is not { } known) return true;
        if (known.IsSupplement) return false;
        return !known.IsComplete || _tape.Child(node, "code"u8) is not (>= 0 and var code)
            || (_tape.TryText(code, out var value) && known.Contains(Encoding.UTF8.GetString(value)));
    }

    private readonly bool IsBoundCoding(int node, QuickEntry entry)
    {
        if (_tape.Child(node, "code"u8) < 0) return !entry.IsRequiredBinding;
        return _tape.Child(node, "system"u8) >= 0 && QuickCodes.CodingIsIn(entry.Codes!, _tape, node);
    }

    private readonly bool IsBoundConcept(int node, QuickEntry entry)
    {
        var count = 0;
        for (var child = node + 1; child < _tape[node].Next; child = _tape[child].Next)
        {
            if (_tape[child].Type.Kind != QuickKind.Coding) continue;
            if (_tape.Child(child, "system"u8) >= 0 && QuickCodes.CodingIsIn(entry.Codes!, _tape, child)) return true;
            count++;
        }
        return count == 0 && !entry.IsRequiredBinding;
    }

    // As ClaimRules has it.
    private readonly bool TotalIsSum(int claim)
    {
        var total = _tape.Child(claim, "total"u8);
        if (total < 0) return true;
        if (_tape.Child(total, "value"u8) is not (>= 0 and var value)) return true;
        var sum = 0m;
        var count = 0;
        for (var item = claim + 1; item < _tape[claim].Next; item = _tape[item].Next)
        {
            if (_tape[item].Entry!.Element.Name != "item") continue;
            var net = _tape.Child(item, "net"u8);
            if (net < 0 || _tape.Child(net, "value"u8) is not (>= 0 and var amount)) return true;
            if (!TryAmount(_tape.Raw(amount), out var added)) return false;
            sum += added;
            count++;
        }
        return count == 0 || (TryAmount(_tape.Raw(value), out var said) && sum == said);
    }

    private static bool TryAmount(ReadOnlySpan<byte> text, out decimal amount) =>
        text.Length <= 28 & decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount) && Math.Abs(amount) < 1e20m;
}
