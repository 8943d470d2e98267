using System.Collections.Immutable;

namespace Carelake.Hl7v2;

/// <summary>A segment or a group in a message structure (HL7 v2.5.1 section 2.12.1).</summary>
/// <param name="Name">Of the segment (three characters) or of the group.</param>
/// <param name="IsRequired">At least one must be there.</param>
/// <param name="Repeats">Several may be there.</param>
/// <param name="Children">Of a group, in order; empty for a segment.</param>
public sealed record StructureNode(string Name, bool IsRequired, bool Repeats, ImmutableArray<StructureNode> Children)
{
    /// <summary>It holds segments and groups of its own.</summary>
    public bool IsGroup => !Children.IsEmpty;

    /// <summary>Reads a structure in the notation of the standard: <c>MSH [{SFT}] {PATIENT(PID [PD1])}</c>; brackets for optional, braces for repeated.</summary>
    internal static ImmutableArray<StructureNode> Parse(string grammar)
    {
        var at = 0;
        return ParseMany(grammar, ref at);
    }

    private static ImmutableArray<StructureNode> ParseMany(string grammar, ref int at)
    {
        var nodes = ImmutableArray.CreateBuilder<StructureNode>();
        while (at < grammar.Length && grammar[at] != ')')
        {
            if (grammar[at] == ' ') at++;
            else nodes.Add(ParseOne(grammar, ref at));
        }
        return nodes.ToImmutable();
    }

    private static StructureNode ParseOne(string grammar, ref int at)
    {
        var isOptional = Skip(grammar, ref at, '[');
        var repeats = Skip(grammar, ref at, '{');
        var start = at;
        while (at < grammar.Length && (char.IsAsciiLetterOrDigit(grammar[at]) || grammar[at] == '_')) at++;
        var name = grammar[start..at];
        ImmutableArray<StructureNode> children = [];
        if (Skip(grammar, ref at, '('))
        {
            children = ParseMany(grammar, ref at);
            at++;
        }
        // The closing signs, and whatever nobody can read: a data file never stops the reader.
        while (at < grammar.Length && grammar[at] is not (' ' or ')')) at++;
        return new(name, !isOptional, repeats, children);
    }

    private static bool Skip(string grammar, ref int at, char sign)
    {
        if (at >= grammar.Length || grammar[at] != sign) return false;
        at++;
        return true;
    }
}
