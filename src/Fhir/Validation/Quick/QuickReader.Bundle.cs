using System.Text;
using Carelake.Fhir.Definitions;

namespace Carelake.Fhir.Validation.Quick;

internal ref partial struct QuickReader
{
    /// <summary>Reads a text that is one resource; true when it is good. Then the state holds what has no narrative.</summary>
    public bool TryRead()
    {
        _scan.SkipSpace();
        _state.StartResource();
        if (!TryResource(0, null, out var node) || !FragmentsFit() || !IsAtEnd()) return false;
        if (_tape[node].Type.IsDomainResource && !HasNarrative(node)) _state.WithoutNarrative.Add((-1, _tape[node].Start));
        return !_tables.Validator.Options.ChecksClaimedProfiles || (ProfilesFit(node) && _state.Broken.Count == 0);
    }

    /// <summary>
    /// Reads a text that is a bundle, of a type whose entries may stand in any order and number; false when it is none, or anything is wrong with
    /// the bundle itself. The state then holds its resources.
    /// </summary>
    public bool TryBundle()
    {
        _scan.SkipSpace();
        if (!_scan.Take((byte)'{') || !TryName(out var from, out var to) || !_scan.Slice(from, to).SequenceEqual("resourceType"u8)) return false;
        if (!_scan.TryString(out from, out to, out _) || !_scan.Slice(from, to).SequenceEqual("Bundle"u8)) return false;
        var (hasType, hasEntries, hasId, isRequest) = (false, false, false, false);
        for (_scan.SkipSpace(); _scan.Take((byte)','); _scan.SkipSpace())
        {
            if (!TryName(out from, out to)) return false;
            var name = _scan.Slice(from, to);
            if (name.SequenceEqual("type"u8) && !hasType)
            {
                if (!_scan.TryString(out from, out to, out _)) return false;
                var type = _scan.Slice(from, to);
                isRequest = type.SequenceEqual("transaction"u8) || type.SequenceEqual("batch"u8);
                if (!isRequest && !type.SequenceEqual("collection"u8)) return false;
                hasType = true;
            }
            else if (name.SequenceEqual("id"u8) && !hasId)
            {
                if (!_scan.TryString(out from, out to, out var hasEscape) || hasEscape || !Primitives.IsId(_scan.Slice(from, to))) return false;
                hasId = true;
            }
            else if (name.SequenceEqual("entry"u8) && !hasEntries)
            {
                if (!TryEntries()) return false;
                hasEntries = true;
            }
            else
            {
                return false;
            }
        }
        if (_scan.Peek != '}' || !hasType || (isRequest ? _lacksRequests : _hasRequests)) return false;
        _scan.At++;
        return IsAtEnd() && ResolveUrns();
    }

    private bool TryName(out int from, out int to)
    {
        if (!_scan.TryString(out from, out to, out var hasEscape) || hasEscape) return false;
        _scan.SkipSpace();
        return _scan.Take((byte)':');
    }

    private bool IsAtEnd()
    {
        _scan.SkipSpace();
        return _scan.IsAtEnd;
    }

    private bool TryEntries()
    {
        if (!_scan.Take((byte)'[')) return false;
        var index = 0;
        do
        {
            if (!TryEntry(index++)) return false;
            _scan.SkipSpace();
        }
        while (_scan.Take((byte)','));
        if (_scan.Peek != ']') return false;
        _scan.At++;
        return true;
    }

    // An entry with fullUrl, resource and request; any other member is left to the full check.
    private bool TryEntry(int index)
    {
        if (!_scan.Take((byte)'{')) return false;
        var (urlStart, urlEnd, hasResource, hasRequest, id) = (0, 0, false, false, (Start: 0, End: 0));
        do
        {
            if (!TryName(out var from, out var to)) return false;
            var name = _scan.Slice(from, to);
            if (name.SequenceEqual("fullUrl"u8) && urlEnd == 0)
            {
                if (!_scan.TryString(out urlStart, out urlEnd, out var hasEscape) || hasEscape || !IsFullUrl(_scan.Slice(urlStart, urlEnd))) return false;
            }
            else if (name.SequenceEqual("resource"u8) && !hasResource)
            {
                if (!TryEntryResource(index, out id)) return false;
                hasResource = true;
            }
            else if (name.SequenceEqual("request"u8) && !hasRequest)
            {
                _state.StartResource();
                _tape.Truncate(0);
                if (_tables.Request is not { } request || !TryObject(request, request.Type, 3)) return false;
                hasRequest = true;
            }
            else
            {
                return false;
            }
            _scan.SkipSpace();
        }
        while (_scan.Take((byte)','));
        if (_scan.Peek != '}' || (!hasResource && !hasRequest)) return false;
        _scan.At++;
        _hasRequests |= hasRequest;
        _lacksRequests |= !hasRequest;
        return urlEnd == 0 || AddUrl(index, urlStart, urlEnd, id, hasResource);
    }

    private static bool IsFullUrl(ReadOnlySpan<byte> url) =>
        !url.IsEmpty && Primitives.IsUri(url) && url.Contains((byte)':') && url[0] != '#' && url.IndexOf("/_history/"u8) < 0;

    // A resource that is not good is passed over; it is looked at later, by itself.
    private bool TryEntryResource(int index, out (int Start, int End) id)
    {
        var start = _scan.At;
        var (narratives, urns) = (_state.WithoutNarrative.Count, _state.Urns.Count);
        _state.StartResource();
        _tape.Truncate(0);
        var verdict = QuickVerdict.Open;
        var broken = _state.Broken.Count;
        _state.BrokenVitalSign = broken;
        id = default;
        if (TryResource(3, null, out var node) && FragmentsFit())
        {
            if (_tape[node].Type.IsDomainResource && !HasNarrative(node)) _state.WithoutNarrative.Add((-1, start));
            if (_tape.Child(node, "id"u8) is >= 0 and var own) id = (_tape[own].Start, _tape[own].End);
            verdict = !_tables.Validator.Options.ChecksClaimedProfiles || ProfilesFit(node) ? QuickVerdict.Good : QuickVerdict.ProfilesOpen;
            if (verdict != QuickVerdict.Good) _state.Broken.RemoveRange(broken, _state.Broken.Count - broken);
        }
        else
        {
            _state.WithoutNarrative.RemoveRange(narratives, _state.WithoutNarrative.Count - narratives);
            _state.Urns.RemoveRange(urns, _state.Urns.Count - urns);
            _scan.At = start;
            if (_scan.Peek != '{' || !_scan.TrySkip(3)) return false;
        }
        _state.Resources.Add(new QuickResource(index, start, _scan.At, verdict)
        {
            WithoutNarrative = (narratives, _state.WithoutNarrative.Count),
            Urns = (urns, _state.Urns.Count),
            Broken = (broken, Math.Min(_state.BrokenVitalSign, _state.Broken.Count), _state.Broken.Count),
        });
        return true;
    }

    // The address of a server ends with type and id of the resource (R4, section 2.36.4.1).
    private readonly bool AddUrl(int index, int start, int end, (int Start, int End) id, bool hasResource)
    {
        var url = _scan.Slice(start, end);
        if (!_state.Urls.Add(url, start)) return false;
        if (!hasResource) return true;
        ref var resource = ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_state.Resources)[^1];
        resource.FullUrl = (start, end);
        if (!url.StartsWith("http"u8) || ReferenceText.TypeOf(url) is not { IsEmpty: false } named || FhirDefinitions.R4.Resource(named) is null) return true;
        return id.End > id.Start && resource.Verdict != QuickVerdict.Open && url.EndsWith(_scan.Slice(id.Start, id.End)) && url[..^(id.End - id.Start + 1)].EndsWith(named)
            && url[url.Length - (id.End - id.Start) - 1] == '/' && ResourceIs(resource.Start, named);
    }

    private readonly bool ResourceIs(int start, ReadOnlySpan<byte> type)
    {
        var head = _scan.Slice(start, Math.Min(start + 256, _scan.Length));
        var quoted = head.IndexOf(type);
        return quoted > 0 && head[quoted - 1] == '"' && quoted + type.Length < head.Length && head[quoted + type.Length] == '"' && quoted < 64;
    }

    // ref-1, and dom-3: what is referred to is contained, and what is contained is referred to.
    private readonly bool FragmentsFit()
    {
        foreach (var (start, end, entry) in _state.Fragments)
            if (Find(_scan.Slice(start, end)) is not { } type || (entry.Targets is not null && !entry.Targets.Contains(type)))
                return false;
        foreach (var (start, end, _) in _state.Contained)
            if (!IsReferredTo(_scan.Slice(start, end)))
                return false;
        return true;
    }

    private readonly FhirTypeInfo? Find(ReadOnlySpan<byte> id)
    {
        foreach (var (start, end, type) in _state.Contained)
            if (id.SequenceEqual(_scan.Slice(start, end)))
                return type;
        return null;
    }

    private readonly bool IsReferredTo(ReadOnlySpan<byte> id)
    {
        foreach (var (start, end, _) in _state.Fragments)
            if (id.SequenceEqual(_scan.Slice(start, end)))
                return true;
        return false;
    }

    // What a resource refers to by urn: is an entry. One that refers to nothing has to be told of.
    private readonly bool ResolveUrns()
    {
        foreach (ref var resource in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_state.Resources))
            for (var index = resource.Urns.Start; index < resource.Urns.End; index++)
                if (!_state.Urls.Contains(_scan.Slice(_state.Urns[index].Start, _state.Urns[index].End)))
                    resource.Verdict = QuickVerdict.Open;
        return true;
    }

    // The profiles that the resource claims, and the vital sign that it is.
    private readonly bool ProfilesFit(int node)
    {
        var vital = _tape[node].Type.Info.Name == "Observation" ? VitalSign(node) : null;
        if (_tape.Child(node, "meta"u8) is >= 0 and var meta)
        {
            for (var claimed = meta + 1; claimed < _tape[meta].Next; claimed = _tape[claimed].Next)
            {
                if (_tape[claimed].Entry!.Element.Name != "profile") continue;
                if (!_tape.TryText(claimed, out var url)) return false;
                if (url.IndexOf((byte)'|') is >= 0 and var bar) url = url[..bar];
                if (_tables.Profile(url) is not { } profile)
                {
                    if (FhirDefinitions.R4.TypeByUrl(Encoding.UTF8.GetString(url)) is null) return false;
                    continue;
                }
                if (!profile.IsSatisfied(_tape, node, broken: _state.Broken)) return false;
                if (vital is not null && profile.Urls.Contains(vital)) vital = null;
            }
        }
        _state.BrokenVitalSign = _state.Broken.Count;
        return !_tape.IsUnsure && (vital is null || (_tables.Profile(vital) is { } sign && sign.IsSatisfied(_tape, node, broken: _state.Broken)));
    }

    // As VitalSigns has it.
    private readonly string? VitalSign(int node)
    {
        var isVitalSign = false;
        for (var category = node + 1; category < _tape[node].Next; category = _tape[category].Next)
            if (_tape[category].Entry!.Element.Name == "category")
                for (var coding = category + 1; coding < _tape[category].Next; coding = _tape[coding].Next)
                    isVitalSign |= _tape[coding].Type.Kind == QuickKind.Coding && _tape.ChildIs(coding, "code"u8, "vital-signs"u8);
        if (!isVitalSign || _tape.Child(node, "code"u8) is not (>= 0 and var code)) return null;
        for (var coding = code + 1; coding < _tape[code].Next; coding = _tape[coding].Next)
            if (_tape[coding].Type.Kind == QuickKind.Coding && _tape.ChildIs(coding, "system"u8, "http://loinc.org"u8)
                && _tape.TryText(_tape.Child(coding, "code"u8), out var loinc) && VitalSigns.ProfileOf(loinc) is { } profile)
                return profile;
        return null;
    }
}
