using System.Globalization;
using System.Text;

namespace Carelake.Access.Cedar;

/// <summary>Texts and names as policies write them.</summary>
internal static class CedarText
{
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "true", "false", "if", "then", "else", "in", "is", "like", "has", "__cedar",
    };

    /// <summary>A word that names nothing, since the grammar uses it.</summary>
    public static bool IsReserved(string word) => Reserved.Contains(word);

    /// <summary>In quotation marks, with escapes where the text needs them.</summary>
    public static string Quote(string text)
    {
        var output = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text) Append(output, character);
        return output.Append('"').ToString();
    }

    /// <summary>A pattern of <c>like</c>; <see langword="null"/> in it stands for the wildcard.</summary>
    public static string Quote(IEnumerable<char?> pattern)
    {
        var output = new StringBuilder().Append('"');
        foreach (var character in pattern)
        {
            if (character is null) output.Append('*');
            else if (character == '*') output.Append("\\*");
            else Append(output, character.Value);
        }
        return output.Append('"').ToString();
    }

    /// <summary>An attribute's name: as it is when it is a word, else in quotation marks.</summary>
    public static string Name(string name) => IsIdentifier(name) && !IsReserved(name) ? name : Quote(name);

    /// <summary>A letter or underscore, then those and digits.</summary>
    public static bool IsIdentifier(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');

    private static void Append(StringBuilder output, char character) => _ = character switch
    {
        '"' => output.Append("\\\""),
        '\\' => output.Append("\\\\"),
        '\n' => output.Append("\\n"),
        '\r' => output.Append("\\r"),
        '\t' => output.Append("\\t"),
        '\0' => output.Append("\\0"),
        < ' ' or '\u007f' => output.Append("\\u{").Append(((int)character).ToString("x", CultureInfo.InvariantCulture)).Append('}'),
        _ => output.Append(character),
    };
}
