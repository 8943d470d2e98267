using System.Collections.Immutable;
using Carelake.Fhir.FhirPath.Evaluation;

namespace Carelake.Fhir.FhirPath.Functions;

/// <summary>One function of the language.</summary>
/// <param name="Name">As it is called.</param>
/// <param name="MinArguments">Fewest.</param>
/// <param name="MaxArguments">Most.</param>
/// <param name="Run">Turns the focus on the stack into the result; null when <paramref name="Test"/> does.</param>
/// <param name="Test">For functions that give a Boolean.</param>
internal sealed record Function(string Name, int MinArguments, int MaxArguments, Action<Call>? Run, Func<Call, Truth>? Test = null)
{
    /// <summary>Makes the node of a call.</summary>
    public Func<Node, ImmutableArray<Node>, Node>? Make => (focus, arguments) => Test is null ? new FunctionNode(this, focus, arguments) : new TestNode(this, focus, arguments);

    /// <summary>How many arguments there may be, in words.</summary>
    public string ArgumentText => (MinArguments, MaxArguments) switch
    {
        (0, 0) => "no argument",
        (1, 1) => "one argument",
        var (min, max) when min == max => $"{min} arguments",
        var (min, max) => $"{min} to {max} arguments",
    };
}
