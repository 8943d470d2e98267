using System.Buffers;
using System.Globalization;
using System.Text;

namespace Carelake.Hl7v2;

/// <summary>
/// Escape sequences (HL7 v2.5.1 section 2.7): read after splitting, in one pass, so that <c>\E\</c> never makes a new sequence. What is no
/// known sequence stays as it is.
/// </summary>
internal static class Escapes
{
    /// <summary>The text that the bytes of one value stand for.</summary>
    public static string Read(ReadOnlySpan<byte> value, in Delimiters delimiters, Encoding encoding)
    {
        if (delimiters.Escape == 0 || !value.Contains(delimiters.Escape)) return encoding.GetString(value);
        var decoder = new Decoder(encoding, value.Length);
        try
        {
            while (!value.IsEmpty)
                value = value[ReadNext(value, delimiters, ref decoder)..];
            return decoder.Text();
        }
        finally
        {
            decoder.Return();
        }
    }

    /// <summary>The bytes of a value that needs no escaping any more: delimiters, line ends and the escape character are written as sequences.</summary>
    public static void Write(string text, in Delimiters delimiters, Encoding encoding, IBufferWriter<byte> output)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var sign in text)
        {
            var letter = LetterOf(sign, delimiters);
            if (delimiters.Escape == 0 || letter == 0)
                escaped.Append(sign);
            else if (letter == 'X')
                escaped.Append(CultureInfo.InvariantCulture, $"{(char)delimiters.Escape}X{(int)sign:X2}{(char)delimiters.Escape}");
            else
                escaped.Append((char)delimiters.Escape).Append(letter).Append((char)delimiters.Escape);
        }
        encoding.GetBytes(escaped.ToString(), output);
    }

    /// <summary>The value cannot be written with these delimiters: it holds one of them, or a line end, and there is no escape character.</summary>
    public static bool IsUnwritable(string text, Delimiters delimiters) => delimiters.Escape == 0 && text.Any(sign => LetterOf(sign, delimiters) != 0);

    /// <summary>Where the first sequence starts that nobody knows or that does not end; negative when there is none.</summary>
    public static int FindOdd(ReadOnlySpan<byte> value, byte escape)
    {
        for (var at = value.IndexOf(escape); at >= 0;)
        {
            var length = value[(at + 1)..].IndexOf(escape);
            if (length < 0 || !IsKnown(value.Slice(at + 1, length))) return at;
            var next = value[(at + length + 2)..].IndexOf(escape);
            at = next < 0 ? -1 : at + length + 2 + next;
        }
        return -1;
    }

    private static char LetterOf(char sign, in Delimiters delimiters) =>
        sign == delimiters.Field ? 'F'
        : sign == delimiters.Escape && sign != 0 ? 'E'
        : sign == delimiters.Component && sign != 0 ? 'S'
        : sign == delimiters.Subcomponent && sign != 0 ? 'T'
        : sign == delimiters.Repetition && sign != 0 ? 'R'
        : sign is '\r' or '\n' ? 'X'
        : (char)0;

    private static int ReadNext(ReadOnlySpan<byte> value, in Delimiters delimiters, ref Decoder decoder)
    {
        if (value[0] != delimiters.Escape)
        {
            var plain = value.IndexOf(delimiters.Escape);
            if (plain < 0) plain = value.Length;
            decoder.Append(value[..plain]);
            return plain;
        }
        var length = value[1..].IndexOf(delimiters.Escape);
        if (length < 0)
        {
            decoder.Append(value);
            return value.Length;
        }
        var sequence = value.Slice(1, length);
        if (!Apply(sequence, delimiters, ref decoder)) decoder.Append(value[..(length + 2)]);
        return length + 2;
    }

    private static bool Apply(ReadOnlySpan<byte> sequence, in Delimiters delimiters, ref Decoder decoder)
    {
        switch (sequence)
        {
            case [(byte)'F']: decoder.Append(delimiters.Field); return true;
            case [(byte)'S']: decoder.Append(delimiters.Component); return true;
            case [(byte)'T']: decoder.Append(delimiters.Subcomponent); return true;
            case [(byte)'R']: decoder.Append(delimiters.Repetition); return true;
            case [(byte)'E']: decoder.Append(delimiters.Escape); return true;
            case [(byte)'P'] when delimiters.Truncation != 0: decoder.Append(delimiters.Truncation); return true;
            case [(byte)'H' or (byte)'N']: return true;
            case [(byte)'X' or (byte)'x', .. var digits] when IsHex(digits): decoder.AppendHex(digits); return true;
            case [(byte)'C', .. var digits] when CharsetSwitch.Find(digits) is { } found: decoder.Switch(found); return true;
            case [(byte)'M', .. var digits] when CharsetSwitch.Find(digits) is { } found: decoder.Switch(found); return true;
            case [(byte)'.', .. var command]: return Format(command, ref decoder);
            default: return false;
        }
    }

    private static bool IsKnown(ReadOnlySpan<byte> sequence) => sequence switch
    {
        [(byte)'F' or (byte)'S' or (byte)'T' or (byte)'R' or (byte)'E' or (byte)'P' or (byte)'H' or (byte)'N'] => true,
        [(byte)'X' or (byte)'x', .. var digits] => IsHex(digits),
        [(byte)'C' or (byte)'M', .. var digits] => CharsetSwitch.Find(digits) is not null,
        [(byte)'Z', ..] => true,
        [(byte)'.', .. var command] => Command(command) is not FormatCommand.None,
        _ => false,
    };

    private static bool IsHex(ReadOnlySpan<byte> digits)
    {
        foreach (var digit in digits)
            if (!char.IsAsciiHexDigit((char)digit)) return false;
        return digits.Length > 0 && digits.Length % 2 == 0;
    }

    private enum FormatCommand { None, NewLines, Spaces, NewLine, Nothing }

    private static FormatCommand Command(ReadOnlySpan<byte> command) => command switch
    {
        [(byte)'b', (byte)'r', ..] or [(byte)'c', (byte)'e', ..] => FormatCommand.NewLine,
        [(byte)'s', (byte)'p', ..] => FormatCommand.NewLines,
        [(byte)'s', (byte)'k', ..] => FormatCommand.Spaces,
        [(byte)'f', (byte)'i', ..] or [(byte)'n', (byte)'f', ..] or [(byte)'i', (byte)'n', ..] or [(byte)'t', (byte)'i', ..] => FormatCommand.Nothing,
        _ => FormatCommand.None,
    };

    // Formatting is turned into plain text: lines and spaces are kept, indents and centring are not.
    private static bool Format(ReadOnlySpan<byte> command, ref Decoder decoder)
    {
        const int Most = 99;
        var kind = Command(command);
        var count = command.Length > 2 && int.TryParse(command[2..].Trim((byte)' '), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var given)
            ? Math.Clamp(given, 0, Most)
            : 1;
        switch (kind)
        {
            case FormatCommand.NewLine: decoder.Append((byte)'\n'); return true;
            case FormatCommand.NewLines: decoder.AppendMany((byte)'\n', count); return true;
            case FormatCommand.Spaces: decoder.AppendMany((byte)' ', count); return true;
            case FormatCommand.Nothing: return true;
            default: return false;
        }
    }

    /// <summary>Collects bytes and turns each run into text with the character set that was current.</summary>
    private ref struct Decoder(Encoding encoding, int length)
    {
        private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Math.Max(length, 128));
        private int _count;
        private CharsetSwitch? _switched;
        private StringBuilder? _text;

        public void Append(byte value)
        {
            if (_count == _bytes.Length) Grow(1);
            _bytes[_count++] = value;
        }

        public void Append(ReadOnlySpan<byte> values)
        {
            if (_count + values.Length > _bytes.Length) Grow(values.Length);
            values.CopyTo(_bytes.AsSpan(_count));
            _count += values.Length;
        }

        public void AppendMany(byte value, int count)
        {
            for (; count > 0; count--) Append(value);
        }

        public void AppendHex(ReadOnlySpan<byte> digits)
        {
            for (var index = 0; index < digits.Length; index += 2)
                Append((byte)(HexValue(digits[index]) << 4 | HexValue(digits[index + 1])));
        }

        public void Switch(CharsetSwitch to)
        {
            Flush();
            _switched = to;
        }

        public string Text()
        {
            if (_text is null && _switched is null) return encoding.GetString(_bytes, 0, _count);
            Flush();
            return _text?.ToString() ?? "";
        }

        public readonly void Return() => ArrayPool<byte>.Shared.Return(_bytes);

        private void Flush()
        {
            var run = _bytes.AsSpan(0, _count);
            (_text ??= new()).Append(_switched is { } found ? found.Read(run, encoding) : encoding.GetString(run));
            _count = 0;
        }

        private void Grow(int by)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _count + by));
            _bytes.AsSpan(0, _count).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
    }
}
