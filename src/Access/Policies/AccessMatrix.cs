using System.Text;
using Carelake.Access.Cedar;
using Carelake.Core;

namespace Carelake.Access.Policies;

/// <summary>Every role by action by class of data, in every situation, as a page that a compliance officer can read.</summary>
public static class AccessMatrix
{
    private static readonly string[] Actions = ["read", "export", "write"];
    private static readonly string[] Specialties = ["general", "psychiatry"];

    /// <summary>Makes the page.</summary>
    /// <param name="policies">The policies to ask.</param>
    /// <returns>Markdown, with lines ended by LF.</returns>
    public static string Print(PolicySet policies)
    {
        var text = new StringBuilder();
        var buffer = new DecisionBuffer();
        foreach (var role in Role.All)
        {
            text.Append($"\n## {role.Name}, for {role.Purpose}\n\n| action | record | {string.Join(" | ", Enum.GetNames<SensitivityClass>())} |\n");
            text.Append($"| --- | --- |{string.Concat(Enumerable.Repeat(" --- |", Enum.GetValues<SensitivityClass>().Length))}\n");
            foreach (var action in Actions) AppendAction(text, policies, role, action, buffer);
        }
        return text.ToString();
    }

    // Situations with the same answers share a line.
    private static void AppendAction(StringBuilder text, PolicySet policies, Role role, string action, DecisionBuffer buffer)
    {
        var lines =
            from situation in Situation.All
            from specialty in Specialties
            let answers = Enum.GetValues<SensitivityClass>().Select(sensitivity => new AccessQuestion(role, action, sensitivity, specialty, situation).Answer(policies, buffer))
            group specialty == "general" ? situation.Name : $"{situation.Name} ({specialty})" by string.Join(" | ", answers.Select(Cell));
        foreach (var line in lines) text.Append($"| {action} | {string.Join("; ", line)} | {line.Key} |\n");
    }

    private static string Cell(string answer) => answer switch
    {
        "allow" => "yes",
        "deny" => "–",
        _ => answer,
    };
}
