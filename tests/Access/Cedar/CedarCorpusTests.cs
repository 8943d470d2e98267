using System.Text;
using System.Text.Json;
using Carelake.Access.Cedar;
using Carelake.Core;

namespace Carelake.Tests.Access.Cedar;

/// <summary>The official conformance cases, whole.</summary>
public sealed class CedarCorpusTests
{
    [Fact]
    [Trait("Speed", "Slow")]
    public void The_table_of_the_corpus_is_current()
    {
        var text = new StringBuilder("""
            # Cedar

            The official conformance cases (cedar-policy/cedar-integration-tests): every case of the shared corpus is read, validated and decided. A case agrees
            when its policies, schema and entities are read, validation passes or fails as it must, policies written and read again decide alike, and every request
            gives the decision, the determining policies and the erring policies that the case names. Made by `./test --golden CedarCorpusTests`.

            | cases | cases | agree | requests | agree |
            | --- | ---: | ---: | ---: | ---: |

            """.ReplaceLineEndings("\n"));
        var wrong = new StringBuilder();
        foreach (var (title, cases) in new[] { ("generated", CedarCorpus.Generated()), ("hand-written", CedarCorpus.HandWritten()) })
        {
            var (all, agree, requests, requestsAgree) = (0, 0, 0, 0);
            foreach (var one in cases)
            {
                var problems = Problems(one).ToList();
                all++;
                requests += one.Requests.Count;
                requestsAgree += one.Requests.Count - problems.Count(problem => problem.IsRequest);
                if (problems.Count == 0) agree++;
                else wrong.Append($"- {one.Name}: {problems[0].Message}\n");
            }
            text.Append($"| {title} | {all} | {agree} | {requests} | {requestsAgree} |\n");
        }
        text.Append(wrong.Length == 0 ? "\nNo case differs.\n" : $"\n## Cases that differ\n\n{wrong}");
        Golden.Check(text.ToString(), "docs", "conformance", "cedar.md");
        wrong.ToString().ShouldBeEmpty();
    }

    private static IEnumerable<(bool IsRequest, string Message)> Problems(CedarCase one)
    {
        var schema = CedarSchema.Parse(one.Schema);
        var policies = PolicySet.Parse(one.Policies);
        var entities = EntityStore.ParseJson(one.Entities, schema.Value);
        foreach (var issue in schema.Issues.Concat(policies.Issues).Concat(entities.Issues)) yield return (false, $"{issue.Location}: {issue.Message}");
        var findings = PolicyValidator.Validate(policies.Value, schema.Value).Where(issue => issue.Severity == Severity.Error).ToList();
        if (findings.Count == 0 != one.ShouldValidate) yield return (false, $"validation: {(findings.Count == 0 ? "passes" : findings[0].Message)}");
        var again = PolicySet.Parse(string.Join("\n\n", policies.Value.Policies));
        foreach (var issue in again.Issues) yield return (false, $"written and read again: {issue.Location}: {issue.Message}");
        foreach (var request in one.Requests)
        {
            var expected = Expected(request);
            foreach (var set in new[] { policies.Value, again.Value })
            {
                var given = Given(request, set, schema.Value, entities.Value);
                if (given == expected) continue;
                yield return (true, $"{request.GetProperty("description")}: {given} instead of {expected}");
                break;
            }
        }
    }

    private static string Expected(JsonElement request) =>
        $"{request.GetProperty("decision")} [{Sorted(request.GetProperty("reason"))}] [{Sorted(request.GetProperty("errors"))}]";

    private static string Sorted(JsonElement names) => string.Join(", ", names.EnumerateArray().Select(name => name.GetString()).Order(StringComparer.Ordinal));

    private static string Given(JsonElement request, PolicySet policies, CedarSchema schema, EntityStore entities)
    {
        var action = Uid(request.GetProperty("action"));
        var context = AuthorizationRequest.ParseContext(request.GetProperty("context"), action, schema);
        if (!context.IsUsable) return context.Issues[0].Message;
        var response = policies.Decide(new(Uid(request.GetProperty("principal")), action, Uid(request.GetProperty("resource")), context.Value), entities);
        return $"{(response.IsAllowed ? "allow" : "deny")} [{string.Join(", ", response.Reasons.Order(StringComparer.Ordinal))}] " +
            $"[{string.Join(", ", response.Errors.Select(error => error.PolicyId).Order(StringComparer.Ordinal))}]";
    }

    private static EntityUid Uid(JsonElement json) => new(json.GetProperty("type").GetString()!, json.GetProperty("id").GetString()!);
}
