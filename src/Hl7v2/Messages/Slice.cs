namespace Carelake.Hl7v2;

/// <summary>A piece of a message's bytes; what fields, repetitions, components and subcomponents have in common.</summary>
internal readonly struct Slice(Hl7Message? message, int start, int length, uint flags)
{
    public const uint AllFlags = FieldIndex.HasParts | FieldIndex.HasEscapeCharacters;

    public Hl7Message? Message => message;

    public int Start => start;

    public int Length => length;

    public bool HasParts => (flags & FieldIndex.HasParts) != 0;

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

    public int CountParts(byte delimiter) => length == 0 ? 0 : HasParts && delimiter != 0 ? Bytes.Count(delimiter) + 1 : 1;

    private bool IsOnlyDelimiters()
    {
        var delimiters = message!.Delimiters;
        return Bytes.IndexOfAnyExcept([delimiters.Component, delimiters.Repetition, delimiters.Subcomponent]) < 0;
    }
}
