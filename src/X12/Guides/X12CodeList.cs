namespace Carelake.X12;

/// <summary>The codes that an element may hold, for look-up without making a string.</summary>
public sealed class X12CodeList
{
    private const int LongestScan = 6;
    private const ulong Spread = 0x9E3779B97F4A7C15;

    private readonly ulong[] _keys;
    private readonly int _shift;

    internal X12CodeList(IReadOnlyList<string> codes)
    {
        Codes = codes;
        var keys = codes.Select(Key).Distinct().ToArray();
        if (keys.Length <= LongestScan)
        {
            _keys = keys;
            return;
        }
        var bits = 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)keys.Length) + 1;
        _shift = 64 - bits;
        _keys = new ulong[1 << bits];
        foreach (var key in keys)
        {
            var at = (int)(key * Spread >> _shift);
            while (_keys[at] != 0) at = (at + 1) & (_keys.Length - 1);
            _keys[at] = key;
        }
    }

    /// <summary>The codes in the guide's order.</summary>
    public IReadOnlyList<string> Codes { get; }

    /// <summary>The code is one of these.</summary>
    public bool Contains(ReadOnlySpan<byte> code) => Contains(Key(code));

    internal bool Contains(ulong key)
    {
        var keys = _keys;
        if (_shift == 0)
        {
            foreach (var known in keys)
                if (known == key)
                    return true;
            return false;
        }
        for (var at = (int)(key * Spread >> _shift); ; at = (at + 1) & (keys.Length - 1))
        {
            if (keys[at] == key) return key != 0;
            if (keys[at] == 0) return false;
        }
    }

    /// <summary>Codes up to eight letters are themselves; longer ones, such as guide versions, are hashed.</summary>
    internal static ulong Key(ReadOnlySpan<byte> code)
    {
        if (code.Length <= X12Key.LongestCode) return X12Key.Of(code);
        var hash = 14695981039346656037UL;
        foreach (var value in code) hash = (hash ^ value) * 1099511628211UL;
        return hash | 1UL << 63;
    }

    internal static ulong Key(string code) => Key(System.Text.Encoding.Latin1.GetBytes(code));
}
