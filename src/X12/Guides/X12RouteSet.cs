namespace Carelake.X12;

/// <summary>All routes from one segment to those of one id, sorted by the qualifier that they want.</summary>
internal sealed class X12RouteSet
{
    private readonly ulong[] _keys;
    private readonly X12Route[][] _routes;
    private readonly X12Route[] _others;
    private readonly int _qualifierElement;

    public X12RouteSet(X12Route[] all)
    {
        All = all;
        _qualifierElement = all.Length == 0 ? 1 : all[0].Target.QualifierElement;
        _others = [.. all.Where(route => route.Target.Qualifiers is null)];
        var keys = all.SelectMany(route => route.Target.Qualifiers?.Codes ?? []).Distinct().Select(X12CodeList.Key).ToArray();
        // Half full at most, so that a search ends soon.
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, keys.Length * 2));
        _keys = new ulong[size];
        _routes = new X12Route[size][];
        foreach (var key in keys)
        {
            var slot = Slot(key);
            while (_keys[slot] != 0) slot = (slot + 1) & (size - 1);
            _keys[slot] = key;
            _routes[slot] = [.. all.Where(route => route.Target.Qualifiers is null || route.Target.Qualifiers.Contains(key))];
        }
    }

    /// <summary>There is no such segment in the guide.</summary>
    public static X12RouteSet None { get; } = new([]);

    /// <summary>The nearest place first.</summary>
    public X12Route[] All { get; }

    /// <summary>Those that a segment with this qualifier may take, the nearest place first.</summary>
    public X12Route[] Of(in X12Segment segment)
    {
        if (_others.Length == All.Length) return All;
        var key = X12CodeList.Key(segment.IsStructured(_qualifierElement) ? segment.Component(_qualifierElement, 1) : segment.Element(_qualifierElement));
        if (key == 0) return _others;
        for (var slot = Slot(key); _keys[slot] != 0; slot = (slot + 1) & (_keys.Length - 1))
            if (_keys[slot] == key)
                return _routes[slot];
        return _others;
    }

    private int Slot(ulong key) => (int)(key * 0x9E3779B97F4A7C15 >> 40) & (_keys.Length - 1);
}
