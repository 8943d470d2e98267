using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;

namespace Carelake.Fhir.FromHl7v2.Building;

/// <summary>
/// Compact JSON in UTF-8, as <see cref="JavaScriptEncoder.UnsafeRelaxedJsonEscaping"/> writes it. Names and nearly all texts of a bundle are plain ASCII, which
/// is copied as it is; the general writer looks at every letter twice and keeps an account of where it is.
/// </summary>
internal sealed class JsonBytes
{
    private const int First = 16 * 1024;
    private const int LargestKept = 1024 * 1024;

    /// <summary>What stands for itself: the printable characters of ASCII but the quote and the backslash.</summary>
    private static readonly SearchValues<char> Plain =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Where(letter => letter is not ('"' or '\\'))]);

    [ThreadStatic]
    private static JsonBytes? _kept;

    private byte[] _buffer = new byte[First];
    private int _length;

    /// <summary>Writes what a node says.</summary>
    public static void Write(FhirNode node, IBufferWriter<byte> output)
    {
        var json = _kept ?? new();
        _kept = null;
        json._length = 0;
        node.WriteTo(json);
        output.Write(json._buffer.AsSpan(0, json._length));
        if (json._buffer.Length <= LargestKept) _kept = json;
    }

    /// <summary>A sign of JSON.</summary>
    public void Sign(char sign)
    {
        Reserve(1);
        _buffer[_length++] = (byte)sign;
    }

    /// <summary>The name of an element, after a comma unless it is the first.</summary>
    public void Name(string name, bool isFirst)
    {
        Reserve(name.Length + 4);
        if (!isFirst) _buffer[_length++] = (byte)',';
        _buffer[_length++] = (byte)'"';
        if (Ascii.FromUtf16(name, _buffer.AsSpan(_length), out var written) != OperationStatus.Done)
        {
            _length--;
            Text(name);
            Sign(':');
            return;
        }
        _length += written;
        _buffer[_length++] = (byte)'"';
        _buffer[_length++] = (byte)':';
    }

    /// <summary>A string.</summary>
    public void Text(string text)
    {
        Sign('"');
        if (text.AsSpan().IndexOfAnyExcept(Plain) < 0)
        {
            Reserve(text.Length);
            Ascii.FromUtf16(text, _buffer.AsSpan(_length), out var written);
            _length += written;
        }
        else
        {
            Raw(Encoding.UTF8.GetBytes(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)));
        }
        Sign('"');
    }

    /// <summary>The digits of a number, as JSON has them.</summary>
    public void Digits(string digits)
    {
        Reserve(digits.Length);
        Ascii.FromUtf16(digits, _buffer.AsSpan(_length), out var written);
        _length += written;
    }

    public void Number(int number)
    {
        Reserve(11);
        Utf8Formatter.TryFormat(number, _buffer.AsSpan(_length), out var written);
        _length += written;
    }

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _length < count) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
    }
}
