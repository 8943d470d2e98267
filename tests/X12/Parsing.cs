using System.Text;
using Carelake.X12;

namespace Carelake.Tests.X12;

/// <summary>What the parser says of an input.</summary>
internal static class Parsing
{
    /// <summary>All findings, in order.</summary>
    public static List<X12Finding> Findings(byte[] bytes, X12ParserOptions? options = null)
    {
        var collector = new Collector();
        var parser = new X12Parser(collector, options);
        parser.Feed(bytes);
        parser.Complete();
        return collector.Findings;
    }

    /// <summary>All findings of a text.</summary>
    public static List<X12Finding> Findings(string text, X12ParserOptions? options = null) => Findings(Encoding.UTF8.GetBytes(text), options);

    /// <summary>The text of a file of the corpora with one thing changed.</summary>
    public static string Changed(string file, string from, string to)
    {
        var text = Encoding.UTF8.GetString(Corpus.Read(file).Bytes);
        text.ShouldContain(from);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        return string.Concat(text.AsSpan(0, at), to, text.AsSpan(at + from.Length));
    }

    /// <summary>The answers to an input.</summary>
    public static List<string> Answers(byte[] bytes)
    {
        var answers = new List<string>();
        var parser = new X12Parser(new X12Acknowledger(new X12AcknowledgementOptions(new DateTimeOffset(2025, 3, 1, 10, 0, 0, TimeSpan.Zero)), answers.Add));
        parser.Feed(bytes);
        parser.Complete();
        return answers;
    }

    private sealed class Collector : X12Handler
    {
        public List<X12Finding> Findings { get; } = [];

        public override void OnFinding(X12Finding finding) => Findings.Add(finding);
    }
}
