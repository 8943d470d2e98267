using System.Text;
using Carelake.Access.Cedar;

namespace Carelake.Tests.Access.Cedar;

public sealed class PolicyParserTests
{
    [Fact]
    public void A_policy_written_and_read_again_is_the_same()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var text = new CedarGenerator(seed).Policy();
            var once = string.Join("\n", PolicySet.Parse(text).Value.Policies);
            var again = PolicySet.Parse(once);
            again.Issues.ShouldBeEmpty(once);
            string.Join("\n", again.Value.Policies).ShouldBe(once);
        }
    }

    [Fact]
    public void Damaged_policies_schemas_and_entities_give_issues_and_never_throw()
    {
        var random = new Random(1);
        for (var seed = 0; seed < 1_500; seed++)
        {
            var generator = new CedarGenerator(seed);
            PolicySet.Parse(Damaged(generator.Policies(3), random));
            CedarSchema.Parse(Damaged(CedarGenerator.Schema, random));
            var schema = CedarSchema.Parse(CedarGenerator.Schema).Value;
            EntityStore.ParseJson(Damaged(generator.Entities().ToJsonString(), random), schema);
            CedarSchema.ParseJson(Damaged(JsonSchema, random));
            var policies = PolicySet.Parse(Damaged(generator.Policies(1), random));
            if (policies.Issues.IsEmpty) PolicyValidator.Validate(policies.Value, schema);
        }
    }

    [Theory]
    [InlineData("permit(principal, action, resource) when { 1 == 2 == 3 };", "1:51")]
    [InlineData("permit(principal, action, resource)\nwhen { foo };", "2:8")]
    [InlineData("permit(principal, action, resource) when { \"\\q\" == \"\" };", "1:44")]
    [InlineData("permit(principal, action, resource) when { 9223372036854775808 > 1 };", "1:44")]
    [InlineData("permit(principal, action == User::\"u\", resource);", "1:29")]
    [InlineData("permit(principal == ?resource, action, resource);", "1:21")]
    [InlineData("permit(principal, action, resource)", "1:36")]
    [InlineData("permit(principal, action, resource) when { {a: 1, a: 2} == {} };", "1:52")]
    [InlineData("permit(principal, action, resource) when { !!!!!true };", "1:49")]
    [InlineData("@id(\"a\") @id(\"b\") permit(principal, action, resource);", "1:19")]
    public void What_is_wrong_is_told_with_its_place(string text, string place)
    {
        var issue = PolicySet.Parse(text).Issues.ShouldHaveSingleItem();
        issue.Code.ShouldBe("ACC-0101");
        issue.Location.ShouldBe(place);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("!(", ")")]
    [InlineData("if true then true else ", "")]
    [InlineData("{a: ", "}")]
    public void Nesting_without_end_is_refused(string open, string close)
    {
        var text = new StringBuilder("permit(principal, action, resource) when { ");
        for (var level = 0; level < 100_000; level++) text.Append(open);
        text.Append("true");
        for (var level = 0; level < 100_000; level++) text.Append(close);
        PolicySet.Parse(text.Append(" };").ToString()).Issues.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_long_row_of_operators_is_refused_and_never_exhausts_the_stack()
    {
        foreach (var text in new[] { " && true", " + 1", ".a" })
            PolicySet.Parse($"permit(principal, action, resource) when {{ true{string.Concat(Enumerable.Repeat(text, 100_000))} }};").Issues.ShouldNotBeEmpty();
        PolicySet.Parse($"permit(principal, action, resource){string.Concat(Enumerable.Repeat(" when { true }", 100_000))};").Issues.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_template_decides_nothing_until_it_is_linked()
    {
        var template = PolicySet.Parse("permit(principal == ?principal, action, resource in ?resource);").Value.Policies[0];
        var (user, folder, file) = (new EntityUid("User", "u"), new EntityUid("Folder", "f"), new EntityUid("File", "x"));
        var entities = new EntityStore([new Entity(file, CedarRecord.Empty, [folder])]);
        var request = new AuthorizationRequest(user, new("Action", "view"), file, CedarRecord.Empty);

        new PolicySet([template]).Decide(request, entities).IsAllowed.ShouldBeFalse();
        var linked = new PolicySet([template, template.Link("link", user, folder)]);
        linked.Decide(request, entities).Reasons.ShouldBe(["link"]);
        linked.Decide(request with { Principal = new("User", "v") }, entities).IsAllowed.ShouldBeFalse();
        Should.Throw<ArgumentException>(() => template.Link("link", user, null));
    }

    [Fact]
    public void A_decision_allocates_nothing()
    {
        var policies = PolicySet.Parse("""
            permit(principal in Team::"t", action == Action::"view", resource is File in Folder::"f")
            when { principal.level > 1 && context.hour < 20 && resource.labels.contains("a") && resource.owner != principal };
            forbid(principal, action, resource) when { resource.missing };
            """).Value;
        var (user, file) = (new EntityUid("User", "u"), new EntityUid("File", "x"));
        var entities = new EntityStore(
        [
            new Entity(user, new CedarRecord([new("level", CedarValue.Of(3))]), [new("Team", "t")]),
            new Entity(file, new CedarRecord([new("labels", CedarValue.Of(new CedarSet([CedarValue.Of("a")]))), new("owner", CedarValue.Of(new EntityUid("User", "v")))]), [new("Folder", "f")]),
        ]);
        var request = new AuthorizationRequest(user, new("Action", "view"), file, new CedarRecord([new("hour", CedarValue.Of(3))]));
        var buffer = new DecisionBuffer();
        policies.Decide(request, entities, buffer).ShouldBeTrue();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var number = 0; number < 1_000; number++) policies.Decide(request, entities, buffer);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void A_schema_in_json_says_what_the_same_schema_in_cedar_says()
    {
        var schema = CedarSchema.ParseJson(JsonSchema);
        schema.Issues.ShouldBeEmpty();
        Problems("permit(principal is N::User, action == N::Action::\"view\", resource) when { principal has age && principal.age > 3 };").ShouldBeEmpty();
        Problems("permit(principal is N::User, action == N::Action::\"view\", resource) when { principal.age > 3 };").ShouldNotBeEmpty();
        Problems("permit(principal is N::User, action == N::Action::\"look\", resource);").ShouldNotBeEmpty();

        IEnumerable<string> Problems(string policy) => PolicyValidator.Validate(PolicySet.Parse(policy).Value, schema.Value).Select(issue => issue.Message);
    }

    private const string JsonSchema = """
        {"N": {"commonTypes": {"Age": {"type": "Long"}},
          "entityTypes": {"Team": {}, "User": {"memberOfTypes": ["Team"], "shape": {"type": "Record", "attributes": {
              "age": {"type": "Age", "required": false}, "friends": {"type": "Set", "element": {"type": "Entity", "name": "User"}}, "home": {"type": "Extension", "name": "ipaddr"}}},
              "tags": {"type": "String"}}, "File": {}, "Colour": {"enum": ["red"]}},
          "actions": {"all": {}, "view": {"memberOf": [{"id": "all"}], "appliesTo": {"principalTypes": ["User"], "resourceTypes": ["File"], "context": {"type": "Record", "attributes": {}}}}}}}
        """;

    private static string Damaged(string text, Random random)
    {
        var output = new StringBuilder(text);
        for (var number = random.Next(1, 5); number > 0 && output.Length > 0; number--)
        {
            var at = random.Next(output.Length);
            switch (random.Next(3))
            {
                case 0: output.Remove(at, Math.Min(random.Next(1, 4), output.Length - at)); break;
                case 1: output.Insert(at, "(){}[]\"\\.,;:=!-@?é*0a"[random.Next(21)]); break;
                default: output.Insert(at, output.ToString(random.Next(at + 1), 0) + text[random.Next(text.Length)..].Split(' ')[0]); break;
            }
        }
        return output.ToString();
    }
}
