using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Carelake.Hl7v2;

/// <summary>
/// A piece of a message's bytes; what fields, repetitions, components and subcomponents have in common. Sixteen bytes, so that a view is handed on in
/// registers: the flags of <see cref="FieldIndex"/> stand above the position, the level above the length.
/// </summary>
internal readonly struct Slice
{
    public const uint AllFlags = FieldIndex.HasParts | FieldIndex.HasRepetitions | FieldIndex.HasEscapeCharacters;

    private const int Block = 64;
    private const int LevelShift = 30;
    private const uint LengthBits = (1u << LevelShift) - 1;

    private readonly Hl7Message? _message;
    private readonly uint _start;
    private readonly uint _length;

    /// <summary>A piece of a message, at level 0.</summary>
    /// <param name="message">Whose bytes they are.</param>
    /// <param name="start">Bytes before it.</param>
    /// <param name="length">Bytes in it.</param>
    /// <param name="flags">What may be inside; a flag may be set in vain, but is never missing.</param>
    public Slice(Hl7Message? message, int start, int length, uint flags)
        : this(message, (uint)start | flags, (uint)length)
    {
    }

    private Slice(Hl7Message? message, uint start, uint length)
    {
        _message = message;
        _start = start;
        _length = length;
    }

    public Hl7Message? Message => _message;

    public int Start => FieldIndex.Position(_start);

    public int Length => (int)(_length & LengthBits);

    /// <summary>0 for a field or repetition, 1 for a component, 2 for a subcomponent, where the piece is seen as a data type.</summary>
    public int Level => (int)(_length >> LevelShift);

    public bool HasParts => (_start & FieldIndex.HasParts) != 0;

    public bool HasRepetitions => (_start & FieldIndex.HasRepetitions) != 0;

    public bool HasEscapes => (_start & FieldIndex.HasEscapeCharacters) != 0;

    public ReadOnlySpan<byte> Bytes => Length == 0 ? default : _message!.Span.Slice(Start, Length);

    public bool IsEmpty => Length == 0 || HasParts && IsOnlyDelimiters();

    public bool IsNull => Length == 2 && Bytes is [(byte)'"', (byte)'"'];

    public string Raw => Length == 0 ? "" : _message!.Encoding.GetString(Bytes);

    private uint Flags => _start & AllFlags;

    /// <summary>The same bytes seen at another level.</summary>
    public Slice At(int level) => new(_message, _start, (_length & LengthBits) | (uint)level << LevelShift);

    /// <summary>Decoded and unescaped as a whole.</summary>
    public string Text()
    {
        if (Length == 0) return "";
        if (HasEscapes) return IsNull ? "" : Escapes.Read(Bytes, _message!.Delimiters, _message.Encoding);
        return _message!.Decode(Start, Length);
    }

    /// <summary>The part with that number, empty past the end.</summary>
    public Slice Part(byte delimiter, int number)
    {
        if (number < 1 || Length == 0) return default;
        if (!HasParts || delimiter == 0) return number == 1 ? this : default;
        return Length <= Block && _message!.HasBlockAt(Start) ? BlockPart(delimiter, number) : LongPart(delimiter, number);
    }

    /// <summary>A repetition by number: of most fields there is one.</summary>
    public Slice RepetitionPart(int number) =>
        HasRepetitions ? Part(_message!.Delimiters.Repetition, number) : number == 1 ? this : default;

    /// <summary>The component of a field, or the subcomponent of a component, one level down; empty past the end.</summary>
    public Slice Down(int number)
    {
        // A subcomponent has no parts: it is its own first.
        var level = Level;
        if (!HasParts || level > 1) return number == 1 ? At(Math.Min(level + 1, 2)) : default;
        ref readonly var delimiters = ref _message!.DelimitersInPlace;
        return Part(level == 0 ? delimiters.Component : delimiters.Subcomponent, number).At(level + 1);
    }

    /// <summary>The first part of all levels: whatever comes before any delimiter.</summary>
    public Slice FirstPart() => HasParts ? FirstOfParts() : this;

    public int CountParts(byte delimiter) => Length == 0 ? 0 : HasParts && delimiter != 0 ? Bytes.Count(delimiter) + 1 : 1;

    // A delimiter that was not declared is never inside a field, and neither is the field separator.
    private static byte Or(byte delimiter, in Delimiters delimiters) => delimiter != 0 ? delimiter : delimiters.Field;

    private Slice FirstOfParts()
    {
        ref readonly var delimiters = ref _message!.DelimitersInPlace;
        var end = Length is > 0 and <= Block && _message.HasBlockAt(Start)
            ? FirstInBlock(delimiters)
            : Bytes.IndexOfAny(Or(delimiters.Component, delimiters), Or(delimiters.Subcomponent, delimiters), Or(delimiters.Repetition, delimiters));
        return end < 0 ? this : new(_message, Start, end, _start & FieldIndex.HasEscapeCharacters);
    }

    private int FirstInBlock(in Delimiters delimiters)
    {
        var block = _message!.BlockAt(Start);
        var found = Vector512.Equals(block, Vector512.Create(Or(delimiters.Component, delimiters)))
            | Vector512.Equals(block, Vector512.Create(Or(delimiters.Subcomponent, delimiters)))
            | Vector512.Equals(block, Vector512.Create(Or(delimiters.Repetition, delimiters)));
        var first = BitOperations.TrailingZeroCount(found.ExtractMostSignificantBits());
        return first < Length ? first : -1;
    }

    // Most fields are a few dozen bytes: all their delimiters are found at once, and what lies behind the field is masked out.
    private Slice BlockPart(byte delimiter, int number)
    {
        var (start, length) = (Start, Length);
        ref readonly var delimiters = ref _message!.DelimitersInPlace;
        var block = _message.BlockAt(start);
        var inside = ulong.MaxValue >> (Block - length);
        var found = Vector512.Equals(block, Vector512.Create(delimiter)).ExtractMostSignificantBits() & inside;
        var from = 0;
        for (; number > 1; number--)
        {
            if (found == 0) return default;
            from = BitOperations.TrailingZeroCount(found) + 1;
            found &= found - 1;
        }
        var end = found == 0 ? length : BitOperations.TrailingZeroCount(found);
        if (end == from) return new(_message, start + from, 0, 0);

        // What has nothing left to split says so, and is not searched again.
        var part = (ulong.MaxValue >> (Block - (end - from))) << from;
        var flags = Flags & FieldIndex.HasEscapeCharacters;
        var repetitions = Vector512.Equals(block, Vector512.Create(Or(delimiters.Repetition, delimiters))).ExtractMostSignificantBits() & part;
        var parts = (Vector512.Equals(block, Vector512.Create(Or(delimiters.Component, delimiters)))
            | Vector512.Equals(block, Vector512.Create(Or(delimiters.Subcomponent, delimiters)))).ExtractMostSignificantBits() & part;
        if (repetitions != 0) flags |= FieldIndex.HasRepetitions | FieldIndex.HasParts;
        if (parts != 0) flags |= FieldIndex.HasParts;
        return new(_message, start + from, end - from, flags);
    }

    private Slice LongPart(byte delimiter, int number)
    {
        var rest = Bytes;
        var from = Start;
        for (; number > 1; number--)
        {
            var at = rest.IndexOf(delimiter);
            if (at < 0) return default;
            rest = rest[(at + 1)..];
            from += at + 1;
        }
        var end = rest.IndexOf(delimiter);
        return new(_message, from, end < 0 ? rest.Length : end, Flags);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsOnlyDelimiters()
    {
        ref readonly var delimiters = ref _message!.DelimitersInPlace;
        var first = Bytes[0];
        if (first != delimiters.Component && first != delimiters.Repetition && first != delimiters.Subcomponent) return false;
        return Bytes.IndexOfAnyExcept([delimiters.Component, delimiters.Repetition, delimiters.Subcomponent]) < 0;
    }
}
