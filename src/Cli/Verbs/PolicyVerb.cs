using System.CommandLine;
using Carelake.Access.Cedar;
using Carelake.Access.Policies;
using Carelake.Core;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake policy</c>: check the policies, ask them, and see all their answers.</summary>
internal static class PolicyVerb
{
    public static Command Create(Terminal terminal) => new("policy", "Checks and explains who may see what.")
    {
        Check(terminal), Explain(terminal), Matrix(terminal),
    };

    private static Command Check(Terminal terminal)
    {
        var folder = Folder();
        var json = CommonOptions.Json();
        var command = new Command("check", "Reads the policies, judges them against their schema, and asks every example.") { folder, json };
        command.SetAction(parsed =>
        {
            var library = PolicyLibrary.Read(parsed.GetValue(folder) ?? PolicyLibrary.ShippedFolder);
            var buffer = new DecisionBuffer();
            var answers = library.Value.Examples.Select(example => (Example: example, Answer: example.Question.Answer(library.Value.Policies, buffer))).ToList();
            var failed = answers.Where(item => item.Answer != item.Example.Expected).ToList();
            if (parsed.GetValue(json))
            {
                terminal.WriteJson(new
                {
                    policies = library.Value.Policies.Policies.Length,
                    examples = answers.Count,
                    issues = library.Issues,
                    differing = failed.Select(item => new { name = item.Example.Name, expected = item.Example.Expected, given = item.Answer }),
                });
            }
            else
            {
                foreach (var issue in library.Issues) terminal.Out.WriteLine($"{issue.Severity} {issue.Code} {issue.Location}: {issue.Message}");
                foreach (var (example, answer) in failed) terminal.Out.WriteLine($"Example '{example.Name}': {answer} instead of {example.Expected}");
                terminal.Out.WriteLine($"{library.Value.Policies.Policies.Length} policies, {answers.Count - failed.Count} of {answers.Count} examples as expected, {library.Issues.Length} issues.");
            }
            return library.IsUsable && failed.Count == 0 ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static Command Explain(Terminal terminal)
    {
        var folder = Folder();
        var role = new Option<string>("--role") { Description = "Who asks: a role of the matrix, such as billing_administrator.", HelpName = "ROLE", Required = true };
        var action = new Option<string>("--action") { Description = "read, export or write.", HelpName = "ACTION", DefaultValueFactory = _ => "read" };
        var sensitivity = new Option<string>("--class") { Description = "Sensitivity class of the data, such as ClinicalNarrative.", HelpName = "CLASS", Required = true };
        var specialty = new Option<string>("--specialty") { Description = "Specialty of the record, such as psychiatry.", HelpName = "NAME", DefaultValueFactory = _ => "general" };
        var situation = new Option<string>("--situation") { Description = "How the record stands to the user: a line of the matrix.", HelpName = "TEXT", DefaultValueFactory = _ => Situation.OwnFacility.Name };
        var json = CommonOptions.Json();
        var command = new Command("explain", "May this role see that, and why?") { role, action, sensitivity, specialty, situation, folder, json };
        command.SetAction(parsed =>
        {
            var question = new AccessQuestion(
                Named(Role.All, one => one.Name, parsed.GetValue(role)!, "role"), parsed.GetValue(action)!,
                Named(Enum.GetValues<SensitivityClass>(), one => one.ToString(), parsed.GetValue(sensitivity)!, "sensitivity class"), parsed.GetValue(specialty)!,
                Named(Situation.All, one => one.Name, parsed.GetValue(situation)!, "situation"));
            Show(terminal, question, Usable(PolicyLibrary.Read(parsed.GetValue(folder) ?? PolicyLibrary.ShippedFolder)), parsed.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Matrix(Terminal terminal)
    {
        var folder = Folder();
        var command = new Command("matrix", "Prints every role by action by class of data, in Markdown.") { folder };
        command.SetAction(parsed =>
        {
            terminal.Out.Write(AccessMatrix.Print(Usable(PolicyLibrary.Read(parsed.GetValue(folder) ?? PolicyLibrary.ShippedFolder)).Policies));
            return ExitCode.Done;
        });
        return command;
    }

    private static Option<string?> Folder() => new("--policies") { Description = "Folder of the policies; those of the program by default.", HelpName = "DIR" };

    private static void Show(Terminal terminal, AccessQuestion question, PolicyLibrary library, bool asJson)
    {
        var answer = question.Answer(library.Policies, new DecisionBuffer());
        var (request, entities) = question.ToRequest();
        var response = library.Policies.Decide(request, entities);
        var reasons = response.Reasons.Select(id => library.Policies.Policies.First(policy => policy.Id == id))
            .Select(policy => (policy.Id, Reason: policy.Annotations.GetValueOrDefault("reason", ""))).ToList();
        if (asJson)
        {
            terminal.WriteJson(new { answer, policies = reasons.Select(item => new { id = item.Id, reason = item.Reason }), errors = response.Errors.Select(error => new { id = error.PolicyId, message = error.Message }) });
            return;
        }
        terminal.Out.WriteLine(answer);
        foreach (var (id, reason) in reasons) terminal.Out.WriteLine($"  {id}: {reason}");
        if (reasons.Count == 0) terminal.Out.WriteLine("  No policy permits it.");
        foreach (var (id, message) in response.Errors) terminal.Out.WriteLine($"  {id} could not be evaluated: {message}");
    }

    private static PolicyLibrary Usable(Parsed<PolicyLibrary> library)
    {
        var error = library.Issues.FirstOrDefault(issue => issue.Severity == Severity.Error);
        return error is null ? library.Value : throw new CarelakeException(error.Code, error.Message, error.Location, "Run 'carelake policy check' to see all that is wrong.");
    }

    private static T Named<T>(IEnumerable<T> all, Func<T, string> name, string wanted, string what)
        where T : notnull
    {
        foreach (var one in all)
            if (name(one) == wanted) return one;
        throw new CarelakeException("CLI-0050", $"There is no such {what}.", wanted, $"Name one of: {string.Join(", ", all.Select(name))}.");
    }
}
