using System.Numerics;
using System.Runtime.Intrinsics;

namespace Carelake.Hl7v2;

/// <summary>A piece of a message's bytes; what fields, repetitions, components and subcomponents have in common.</summary>
internal readonly struct Slice(Hl7Message? message, int start, int length, uint flags)
{
    private const int Block = 64;
    public const uint AllFlags = FieldIndex.HasParts | FieldIndex.HasRepetitions | FieldIndex.HasEscapeCharacters;

    public Hl7Message? Message => message;

    public int Start => start;

    public int Length => length;

    public bool HasParts => (flags & FieldIndex.HasParts) != 0;

    public bool HasRepetitions => (flags & FieldIndex.HasRepetitions) != 0;

    public bool HasEscapes => (flags & FieldIndex.HasEscapeCharacters) != 0;

    public ReadOnlySpan<byte> Bytes => length == 0 ? default : message!.Span.Slice(start, length);

    public bool IsEmpty => length == 0 || HasParts && IsOnlyDelimiters();

    public bool IsNull => length == 2 && Bytes is [(byte)'"', (byte)'"'];

    public string Raw => length == 0 ? "" : message!.Encoding.GetString(Bytes);

    /// <summary>Decoded and unescaped as a whole.</summary>
    public string Text() =>
        length == 0 || IsNull ? ""
        : HasEscapes ? Escapes.Read(Bytes, message!.Delimiters, message.Encoding)
        : message!.Decode(Bytes);

    /// <summary>The part with that number, empty past the end.</summary>
    public Slice Part(byte delimiter, int number)
    {
        if (number < 1 || length == 0) return default;
        if (!HasParts || delimiter == 0) return number == 1 ? this : default;
        return length <= Block && message!.HasBlockAt(start) ? BlockPart(delimiter, number) : LongPart(delimiter, number);
    }

    /// <summary>A repetition by number: of most fields there is one.</summary>
    public Slice RepetitionPart(int number) =>
        HasRepetitions ? Part(message!.Delimiters.Repetition, number) : number == 1 ? this : default;

    /// <summary>The first part of all levels: whatever comes before any delimiter.</summary>
    public Slice FirstPart()
    {
        if (!HasParts) return this;
        var delimiters = message!.Delimiters;
        var end = Bytes.IndexOfAny(Or(delimiters.Component, delimiters), Or(delimiters.Subcomponent, delimiters), Or(delimiters.Repetition, delimiters));
        return end < 0 ? this : new(message, start, end, flags & FieldIndex.HasEscapeCharacters);
    }

    // A delimiter that was not declared is never inside a field, and neither is the field separator.
    private static byte Or(byte delimiter, in Delimiters delimiters) => delimiter != 0 ? delimiter : delimiters.Field;

    public int CountParts(byte delimiter) => length == 0 ? 0 : HasParts && delimiter != 0 ? Bytes.Count(delimiter) + 1 : 1;

    // Most fields are a few dozen bytes: all their delimiters are found at once, and what lies behind the field is masked out.
    private Slice BlockPart(byte delimiter, int number)
    {
        var found = Vector512.Equals(message!.BlockAt(start), Vector512.Create(delimiter)).ExtractMostSignificantBits();
        if (length < Block) found &= (1UL << length) - 1;
        var from = 0;
        for (; number > 1; number--)
        {
            if (found == 0) return default;
            from = BitOperations.TrailingZeroCount(found) + 1;
            found &= found - 1;
        }
        var end = found == 0 ? length : BitOperations.TrailingZeroCount(found);
        return new(message, start + from, end - from, flags);
    }

    private Slice LongPart(byte delimiter, int number)
    {
        var rest = Bytes;
        var from = start;
        for (; number > 1; number--)
        {
            var at = rest.IndexOf(delimiter);
            if (at < 0) return default;
            rest = rest[(at + 1)..];
            from += at + 1;
        }
        var end = rest.IndexOf(delimiter);
        return new(message, from, end < 0 ? rest.Length : end, flags);
    }

    private bool IsOnlyDelimiters()
    {
        var delimiters = message!.Delimiters;
        var first = Bytes[0];
        if (first != delimiters.Component && first != delimiters.Repetition && first != delimiters.Subcomponent) return false;
        return Bytes.IndexOfAnyExcept([delimiters.Component, delimiters.Repetition, delimiters.Subcomponent]) < 0;
    }
}
