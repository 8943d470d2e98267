using System.Text;
using System.Text.Unicode;

namespace Carelake.X12;

/// <summary>Bytes of elements as text. X12 names no encoding: UTF-8 where the bytes are that, otherwise ISO 8859-1, so that nothing is lost.</summary>
internal static class X12Text
{
    public static string Of(ReadOnlySpan<byte> bytes) =>
        Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);

    public static string OfKey(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
