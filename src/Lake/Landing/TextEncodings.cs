using System.Text;

namespace Carelake.Lake.Landing;

/// <summary>The text encodings that sources use.</summary>
public static class TextEncodings
{
    /// <summary>By IANA name, such as <c>windows-1252</c>; bytes that are none in the encoding become U+FFFD.</summary>
    /// <exception cref="ArgumentException">No such encoding.</exception>
    public static Encoding Get(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(name);
    }
}
