using System.Runtime.InteropServices;
using System.Text;

namespace Carelake.DuckDb.Native;

/// <summary>Text across the border: the engine speaks UTF-8 that ends with a zero byte.</summary>
internal static class Utf8Text
{
    /// <summary>Text that stays the engine's own; empty for none.</summary>
    internal static string Borrowed(nint text) => Marshal.PtrToStringUTF8(text) ?? "";

    /// <summary>Text that the engine gave away; released here.</summary>
    internal static string Owned(nint text)
    {
        var value = Borrowed(text);
        if (text != 0) Api.duckdb_free(text);
        return value;
    }

    /// <summary>Bytes with the closing zero.</summary>
    /// <exception cref="ArgumentException">The text holds a zero itself, and the engine would silently stop reading there.</exception>
    internal static byte[] Terminated(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal)) throw new ArgumentException("SQL text cannot hold a NUL character.", nameof(text));
        var bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }
}
