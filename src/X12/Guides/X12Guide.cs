namespace Carelake.X12;

/// <summary>An implementation guide as a table: its loops, segments, elements and codes, and the routes that segments may take through it.</summary>
public sealed class X12Guide
{
    private const int SymbolSlots = 512;

    private readonly ulong[] _symbolKeys = new ulong[SymbolSlots];
    private readonly ushort[] _symbols = new ushort[SymbolSlots];
    private readonly X12GuideSegment[] _segments;
    private readonly X12RouteSet?[] _routes;
    private readonly int[]?[] _requiredAtEnd;
    private readonly int _symbolCount;

    internal X12Guide(string version, string transactionSetId, string groupCode, string title, X12GuideLoop root, IReadOnlyList<X12GuideLoop> loops)
    {
        Version = version;
        TransactionSetId = transactionSetId;
        GroupCode = groupCode;
        Title = title;
        Root = root;
        _segments = [.. loops.SelectMany(loop => loop.PartList).OfType<X12GuideSegment>()];
        var parts = new List<X12GuidePart> { root };
        foreach (var loop in loops)
        {
            loop.FirstPartIndex = parts.Count;
            foreach (var part in loop.PartList)
            {
                part.Index = parts.Count;
                parts.Add(part);
            }
        }
        Parts = [.. parts];
        for (var number = 0; number < _segments.Length; number++)
            _segments[number].State = number;
        foreach (var key in _segments.Select(segment => segment.Key).Distinct())
        {
            var slot = Slot(key);
            while (_symbolKeys[slot] != 0) slot = (slot + 1) & (SymbolSlots - 1);
            _symbolKeys[slot] = key;
            _symbols[slot] = (ushort)_symbolCount++;
        }
        X12Roles.Assign(transactionSetId, _segments);
        Loops = loops;
        _routes = new X12RouteSet?[_segments.Length * _symbolCount];
        _requiredAtEnd = new int[_segments.Length][];
    }

    /// <summary>As GS08 and ST03 name it: <c>005010X222A1</c>.</summary>
    public string Version { get; }

    /// <summary>ST01: <c>837</c>.</summary>
    public string TransactionSetId { get; }

    /// <summary>GS01 of its groups: <c>HC</c>.</summary>
    public string GroupCode { get; }

    /// <summary>What it is for, in our words.</summary>
    public string Title { get; }

    /// <summary>The transaction set, as the outermost loop.</summary>
    public X12GuideLoop Root { get; }

    /// <summary>All loops and segments; <see cref="X12GuidePart.Index"/> is the place.</summary>
    internal X12GuidePart[] Parts { get; }

    /// <summary>All segments; <see cref="X12GuideSegment.State"/> is the place.</summary>
    internal X12GuideSegment[] Segments => _segments;

    /// <summary>All loops, the transaction set first.</summary>
    internal IReadOnlyList<X12GuideLoop> Loops { get; }

    /// <summary>A segment with this id stands somewhere in the guide.</summary>
    internal bool Knows(ulong idKey) => Symbol(idKey) >= 0;

    /// <summary>Where a segment with this id may go after another, the nearest place first.</summary>
    internal X12RouteSet Routes(X12GuideSegment from, ulong idKey)
    {
        var symbol = Symbol(idKey);
        if (symbol < 0) return X12RouteSet.None;
        ref var routes = ref _routes[from.State * _symbolCount + symbol];
        return routes ??= new(X12Route.All(from, idKey));
    }

    /// <summary>What must have been seen when the transaction set ends after a segment.</summary>
    internal int[] RequiredAtEnd(X12GuideSegment from) => _requiredAtEnd[from.State] ??= X12Route.RequiredAtEnd(from);

    private int Symbol(ulong key)
    {
        for (var slot = Slot(key); _symbolKeys[slot] != 0; slot = (slot + 1) & (SymbolSlots - 1))
            if (_symbolKeys[slot] == key)
                return _symbols[slot];
        return -1;
    }

    private static int Slot(ulong key) => (int)(key * 0x9E3779B97F4A7C15 >> 55);
}
