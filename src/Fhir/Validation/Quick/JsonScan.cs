using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Carelake.Fhir.Validation.Quick;

/// <summary>Reads JSON strictly (RFC 8259) from one place to the next. What it refuses may still be JSON; what it takes is.</summary>
internal ref struct JsonScan(ReadOnlySpan<byte> text, int mostNested)
{
    private readonly ReadOnlySpan<byte> _text = text;

    /// <summary>Where the next byte is read.</summary>
    public int At { get; set; }

    public readonly bool IsAtEnd => At >= _text.Length;

    /// <summary>Bytes of the text.</summary>
    public readonly int Length => _text.Length;

    /// <summary>The next byte; zero at the end.</summary>
    public readonly byte Peek => (uint)At < (uint)_text.Length ? _text[At] : (byte)0;

    public readonly ReadOnlySpan<byte> Slice(int start, int end) => _text[start..end];

    /// <summary>Passes white space: mostly the indentation of a new line, so eight spaces are looked at together.</summary>
    public void SkipSpace()
    {
        const ulong Spaces = 0x2020202020202020UL;
        var at = At;
        while ((uint)at < (uint)_text.Length)
        {
            var letter = _text[at];
            if (letter > ' ') break;
            if (letter is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')) break;
            at++;
            while (at + 8 <= _text.Length && BinaryPrimitives.ReadUInt64LittleEndian(_text[at..]) == Spaces) at += 8;
        }
        At = at;
    }

    /// <summary>Passes one byte if it is the next, and the white space after it.</summary>
    public bool Take(byte letter)
    {
        if (Peek != letter) return false;
        At++;
        SkipSpace();
        return true;
    }

    /// <summary>Reads a string; its content lies between the two places.</summary>
    public bool TryString(out int start, out int end, out bool hasEscape)
    {
        hasEscape = false;
        start = end = At + 1;
        if (Peek != '"') return false;
        var at = start;
        while (FindSpecial(ref at))
        {
            if (_text[at] == '"')
            {
                end = at;
                At = at + 1;
                return true;
            }
            if (_text[at] != '\\') return false;
            hasEscape = true;
            if (!SkipEscape(ref at)) return false;
        }
        return false;
    }

    /// <summary>Reads a number.</summary>
    public bool TryNumber(out int start, out int end)
    {
        start = At;
        var at = At;
        if (Is(at, '-')) at++;
        var first = at;
        SkipDigits(ref at);
        var isNumber = at > first && (at == first + 1 || _text[first] != '0');
        if (Is(at, '.')) isNumber &= SkipMore(ref at);
        if (Is(at, 'e') || Is(at, 'E'))
        {
            if (Is(at + 1, '+') || Is(at + 1, '-')) at++;
            isNumber &= SkipMore(ref at);
        }
        At = end = at;
        return isNumber;
    }

    /// <summary>Reads one of the words <c>true</c>, <c>false</c> and <c>null</c>.</summary>
    public bool TryWord(ReadOnlySpan<byte> word)
    {
        if (!_text[At..].StartsWith(word)) return false;
        At += word.Length;
        return true;
    }

    /// <summary>Passes any value.</summary>
    public bool TrySkip(int depth)
    {
        switch (Peek)
        {
            case (byte)'{': return SkipObject(depth + 1);
            case (byte)'[': return SkipArray(depth + 1);
            case (byte)'"': return TryString(out _, out _, out _);
            case (byte)'t': return TryWord("true"u8);
            case (byte)'f': return TryWord("false"u8);
            case (byte)'n': return TryWord("null"u8);
            default: return TryNumber(out _, out _);
        }
    }

    private bool SkipObject(int depth)
    {
        if (depth >= mostNested) return false;
        Take((byte)'{');
        if (Peek == '}')
        {
            At++;
            return true;
        }
        do
        {
            if (!TryString(out _, out _, out _)) return false;
            SkipSpace();
            if (!Take((byte)':') || !TrySkip(depth)) return false;
            SkipSpace();
        }
        while (Take((byte)','));
        if (Peek != '}') return false;
        At++;
        return true;
    }

    private bool SkipArray(int depth)
    {
        if (depth >= mostNested) return false;
        Take((byte)'[');
        if (Peek == ']')
        {
            At++;
            return true;
        }
        do
        {
            if (!TrySkip(depth)) return false;
            SkipSpace();
        }
        while (Take((byte)','));
        if (Peek != ']') return false;
        At++;
        return true;
    }

    // The next quote, backslash or control character; false when the text ends before.
    private readonly bool FindSpecial(ref int at)
    {
        ref var first = ref MemoryMarshal.GetReference(_text);
        for (; at + Vector128<byte>.Count <= _text.Length; at += Vector128<byte>.Count)
        {
            var letters = Vector128.LoadUnsafe(ref first, (nuint)at);
            var found = Vector128.Equals(letters, Vector128.Create((byte)'"')) | Vector128.Equals(letters, Vector128.Create((byte)'\\'))
                | Vector128.LessThan(letters, Vector128.Create((byte)' '));
            if (found == Vector128<byte>.Zero) continue;
            at += BitOperations.TrailingZeroCount(found.ExtractMostSignificantBits());
            return true;
        }
        for (; at < _text.Length; at++)
            if (_text[at] is (byte)'"' or (byte)'\\' or < (byte)' ')
                return true;
        return false;
    }

    private readonly bool SkipEscape(ref int at)
    {
        if (at + 1 >= _text.Length) return false;
        var letter = _text[at + 1];
        at += 2;
        if (letter != 'u') return "\"\\/bfnrt"u8.Contains(letter);
        if (at + 4 > _text.Length) return false;
        for (var end = at + 4; at < end; at++)
            if (!char.IsAsciiHexDigit((char)_text[at]))
                return false;
        return true;
    }

    private readonly bool Is(int at, char letter) => (uint)at < (uint)_text.Length && _text[at] == letter;

    private readonly void SkipDigits(ref int at)
    {
        while ((uint)at < (uint)_text.Length && _text[at] is >= (byte)'0' and <= (byte)'9') at++;
    }

    // At least one digit after the point or the exponent's letter.
    private readonly bool SkipMore(ref int at)
    {
        var before = ++at;
        SkipDigits(ref at);
        return at > before;
    }
}
