using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Carelake.Access.Cedar;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    End,
    Identifier,
    Number,
    String,
    Slot,
    Symbol,
    Bad,
}

/// <summary>A word, number, text or sign, with where it starts.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its characters; those between the quotation marks of a string, escapes still in them.</param>
/// <param name="Offset">Code units from the start of the source.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Offset);

/// <summary>Cuts policies and schemas into tokens.</summary>
internal static class Lexer
{
    private static readonly string[] LongSymbols = ["::", "==", "!=", "<=", ">=", "&&", "||"];

    public static List<Token> Read(string source)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (true)
        {
            at = SkipBlank(source, at);
            if (at >= source.Length)
            {
                tokens.Add(new(TokenKind.End, "", source.Length));
                return tokens;
            }
            var token = Next(source, at, out at);
            tokens.Add(token);
        }
    }

    /// <summary>The text of a string token.</summary>
    /// <returns><see langword="null"/> when an escape is wrong.</returns>
    public static string? Unescape(string raw)
    {
        var output = new StringBuilder(raw.Length);
        for (var at = 0; at < raw.Length;)
        {
            if (raw[at] != '\\') output.Append(raw[at++]);
            else if (!TryEscape(raw, ref at, output)) return null;
        }
        return output.ToString();
    }

    /// <summary>The pattern of a string token after <c>like</c>.</summary>
    /// <returns><see langword="null"/> when an escape is wrong.</returns>
    public static LikePattern? Pattern(string raw)
    {
        var parts = ImmutableArray.CreateBuilder<char?>();
        var escaped = new StringBuilder();
        for (var at = 0; at < raw.Length;)
        {
            if (raw[at] == '*')
            {
                parts.Add(null);
                at++;
            }
            else if (raw[at] != '\\')
            {
                parts.Add(raw[at++]);
            }
            else if (at + 1 < raw.Length && raw[at + 1] == '*')
            {
                parts.Add('*');
                at += 2;
            }
            else
            {
                escaped.Clear();
                if (!TryEscape(raw, ref at, escaped)) return null;
                foreach (var character in escaped.ToString()) parts.Add(character);
            }
        }
        return new(parts.ToImmutable());
    }

    private static int SkipBlank(string source, int at)
    {
        while (at < source.Length)
        {
            if (char.IsWhiteSpace(source[at])) at++;
            else if (source[at] == '/' && at + 1 < source.Length && source[at + 1] == '/')
                while (at < source.Length && source[at] is not ('\n' or '\r')) at++;
            else break;
        }
        return at;
    }

    private static Token Next(string source, int start, out int end)
    {
        var first = source[start];
        end = start + 1;
        if (IsWord(first) && !char.IsAsciiDigit(first))
        {
            while (end < source.Length && IsWord(source[end])) end++;
            return new(TokenKind.Identifier, source[start..end], start);
        }
        if (char.IsAsciiDigit(first))
        {
            while (end < source.Length && char.IsAsciiDigit(source[end])) end++;
            return new(end < source.Length && IsWord(source[end]) ? TokenKind.Bad : TokenKind.Number, source[start..end], start);
        }
        if (first == '"') return Quoted(source, start, out end);
        if (first == '?')
        {
            while (end < source.Length && IsWord(source[end])) end++;
            return new(TokenKind.Slot, source[start..end], start);
        }
        var two = source.AsSpan(start, Math.Min(2, source.Length - start)).ToString();
        if (LongSymbols.Contains(two))
        {
            end = start + 2;
            return new(TokenKind.Symbol, two, start);
        }
        return new("(){}[];,.:@=<>+-*!?".Contains(first, StringComparison.Ordinal) ? TokenKind.Symbol : TokenKind.Bad, first.ToString(), start);
    }

    private static Token Quoted(string source, int start, out int end)
    {
        end = start + 1;
        while (end < source.Length && source[end] != '"') end += source[end] == '\\' ? 2 : 1;
        if (end >= source.Length)
        {
            end = source.Length;
            return new(TokenKind.Bad, "", start);
        }
        var text = source[(start + 1)..end];
        end++;
        return new(TokenKind.String, text, start);
    }

    private static bool IsWord(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';

    // \n \r \t \\ \0 \' \" \xHH (below 80) and \u{1 to 6 hexadecimal digits}.
    private static bool TryEscape(string raw, ref int at, StringBuilder output)
    {
        if (at + 1 >= raw.Length) return false;
        var kind = raw[at + 1];
        at += 2;
        var plain = "nrt\\0'\"".IndexOf(kind, StringComparison.Ordinal);
        if (plain >= 0)
        {
            output.Append("\n\r\t\\\0'\""[plain]);
            return true;
        }
        string digits;
        if (kind == 'x' && at + 2 <= raw.Length)
        {
            digits = raw.Substring(at, 2);
            at += 2;
        }
        else if (kind == 'u' && at < raw.Length && raw[at] == '{' && raw.IndexOf('}', at) is var close and > 0 && close - at is > 1 and <= 7)
        {
            digits = raw[(at + 1)..close];
            at = close + 1;
        }
        else
        {
            return false;
        }
        if (!uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)) return false;
        if (!Rune.IsValid(code) || (kind == 'x' && code > 0x7f)) return false;
        output.Append(new Rune(code).ToString());
        return true;
    }
}
