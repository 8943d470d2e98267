using Carelake.Access.Cedar;
using Carelake.Access.Policies;
using Carelake.Access.Rows;
using Carelake.Core;
using Carelake.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Carelake.Server.Api;

/// <summary>The policies: what they say, what they answer, and why.</summary>
internal sealed class PolicyEndpoints : IEndpoints
{
    private static readonly string[] Actions = ["read", "export", "write"];
    private static readonly string[] Specialties = ["general", "psychiatry"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var policies = routes.MapGroup("/policies").WithTags("Access");
        policies.MapGet("", List).WithName("ListPolicies").WithSummary("The policies in force.").View("policies");
        policies.MapGet("/matrix", Matrix).WithName("AccessMatrix").WithSummary("Every role by action, situation and class of data.").View("policies");
        policies.MapPost("/explain", Explain).WithName("ExplainAccess").WithSummary("May this role see that, and why?").View("policies").ProducesProblem(422);
    }

    private static IReadOnlyList<PolicyAnswer> List(Caller caller) => [.. caller.Tenant.Governed.Policies.Policies.Policies.Select(PolicyAnswer.Of)];

    private static IReadOnlyList<MatrixCell> Matrix(Caller caller)
    {
        var buffer = new DecisionBuffer();
        return
        [
            .. from role in Role.All
               from action in Actions
               from situation in Situation.All
               from specialty in Specialties
               from sensitivity in Enum.GetValues<SensitivityClass>()
               select new MatrixCell(
                   role.Name, role.Purpose, action, situation.Name, specialty, sensitivity.ToString(),
                   new AccessQuestion(role, action, sensitivity, specialty, situation).Answer(caller.Tenant.Governed.Policies.Policies, buffer)),
        ];
    }

    private static ExplainAnswer Explain(Caller caller, ExplainRequest request)
    {
        var role = Role.All.FirstOrDefault(role => role.Name == request.Role) ?? throw Unknown("role", Role.All.Select(one => one.Name));
        if (!Enum.TryParse<SensitivityClass>(request.Class, ignoreCase: true, out var sensitivity)) throw Unknown("class", Enum.GetNames<SensitivityClass>());
        var situation = Situation.All.FirstOrDefault(one => one.Name == request.Situation) ?? throw Unknown("situation", Situation.All.Select(one => one.Name));
        if (!Actions.Contains(request.Action)) throw Unknown("action", Actions);
        var library = caller.Tenant.Governed.Policies;
        var question = new AccessQuestion(role, request.Action, sensitivity, request.Specialty ?? "general", situation);
        var (asked, entities) = question.ToRequest();
        var response = library.Policies.Decide(asked, entities);
        var deciding = library.Policies.Policies.Where(policy => response.Reasons.Contains(policy.Id)).Select(PolicyAnswer.Of);
        return new(question.Answer(library.Policies, new DecisionBuffer()), response.IsAllowed ? "allow" : "deny", [.. deciding], [.. response.Errors.Select(error => $"{error.PolicyId}: {error.Message}")]);
    }

    private static CarelakeException Unknown(string what, IEnumerable<string> known) =>
        new("SRV-0410", $"There is no such {what}.", what, $"Name one of: {string.Join(", ", known)}.");
}

/// <summary>A policy.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Effect"><c>permit</c> or <c>forbid</c>.</param>
/// <param name="Reason">Why it is there.</param>
/// <param name="Obligation">What is done to a value before it is shown; null for nothing.</param>
/// <param name="Text">The policy in Cedar.</param>
internal sealed record PolicyAnswer(string Id, string Effect, string? Reason, string? Obligation, string Text)
{
    public static PolicyAnswer Of(Policy policy) => new(
        policy.Id, policy.Effect == PolicyEffect.Permit ? "permit" : "forbid", policy.Annotations.GetValueOrDefault("reason"), policy.Annotations.GetValueOrDefault(Obligations.Annotation), policy.ToString());
}

/// <summary>A cell of the access matrix.</summary>
internal sealed record MatrixCell(string Role, string Purpose, string Action, string Situation, string Specialty, string Class, string Answer);

/// <summary>A question about access.</summary>
/// <param name="Role">Who asks.</param>
/// <param name="Action"><c>read</c>, <c>export</c> or <c>write</c>.</param>
/// <param name="Class">Sensitivity class of the data.</param>
/// <param name="Situation">How the record stands to the user: a line of the matrix.</param>
/// <param name="Specialty">Specialty of the record; general when left out.</param>
internal sealed record ExplainRequest(string Role, string Action, string Class, string Situation, string? Specialty);

/// <summary>The answer, and the policies that decided.</summary>
internal sealed record ExplainAnswer(string Answer, string Decision, IReadOnlyList<PolicyAnswer> Policies, IReadOnlyList<string> Errors);
