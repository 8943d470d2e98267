using Carelake.Access.Cedar;
using Carelake.Access.Policies;
using Carelake.Core;

namespace Carelake.Tests.Access.Policies;

public sealed class PolicyLibraryTests
{
    private readonly DecisionBuffer _buffer = new();

    [Fact]
    public void The_shipped_policies_fit_their_schema_without_a_warning() =>
        PolicyLibrary.Read(Repository.Path("policies")).Issues.ShouldBeEmpty();

    [Fact]
    public void Every_shipped_example_comes_out_as_written()
    {
        ShippedPolicies.Library.Examples.ShouldNotBeEmpty();
        foreach (var example in ShippedPolicies.Library.Examples)
            example.Question.Answer(ShippedPolicies.Library.Policies, _buffer).ShouldBe(example.Expected, example.Name);
    }

    // The reference case: codes without the narrative for billing, both for the care team, neither identity nor narrative for research.
    [Theory]
    [InlineData("billing_administrator", "own facility", SensitivityClass.SensitiveClinical, "allow")]
    [InlineData("billing_administrator", "own facility", SensitivityClass.ClinicalNarrative, "deny")]
    [InlineData("clinician", "own patient", SensitivityClass.SensitiveClinical, "allow")]
    [InlineData("clinician", "own patient", SensitivityClass.ClinicalNarrative, "allow")]
    [InlineData("clinician", "own facility", SensitivityClass.ClinicalNarrative, "deny")]
    [InlineData("researcher", "own facility", SensitivityClass.SensitiveClinical, "allow")]
    [InlineData("researcher", "own facility", SensitivityClass.DirectIdentifier, "deny")]
    [InlineData("researcher", "own facility", SensitivityClass.ClinicalNarrative, "deny")]
    public void A_psychiatric_encounter_is_seen_by_need(string role, string situation, SensitivityClass sensitivity, string expected) =>
        new AccessQuestion(Role.All.Single(one => one.Name == role), "read", sensitivity, "psychiatry", Situation.All.Single(one => one.Name == situation))
            .Answer(ShippedPolicies.Library.Policies, _buffer).ShouldBe(expected);

    [Fact]
    public void The_matrix_of_every_role_action_and_class_is_current() => Golden.Check(
        """
        # Who may see what

        Every role by action by class of data, as the shipped policies answer: **yes**, **–** for no, or what is done to the value first (hash, mask). Records of
        general medicine, and of psychiatry where it says so; situations with the same answers share a line. Made by `./test --golden PolicyLibraryTests`;
        `carelake policy matrix` prints it for other policies, and `carelake policy explain` says why.

        """.ReplaceLineEndings("\n") + AccessMatrix.Print(ShippedPolicies.Library.Policies),
        "docs", "reference", "access-matrix.md");

    [Fact]
    public void A_folder_with_a_policy_that_does_not_fit_allows_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("policies-");
        try
        {
            foreach (var file in Directory.GetFiles(Repository.Path("policies"))) File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
            File.WriteAllText(Path.Combine(folder.FullName, "wrong.cedar"), "@id(\"wrong\") permit (principal, action, resource) when { principal.nothing };");

            var library = PolicyLibrary.Read(folder.FullName);

            library.Issues.ShouldContain(issue => issue.Code == "ACC-0104" && issue.Location == "wrong");
            library.Value.Policies.Policies.ShouldBeEmpty();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_policy_without_a_name_of_its_own_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("policies-");
        try
        {
            File.Copy(Repository.Path("policies", "carelake.cedarschema"), Path.Combine(folder.FullName, "carelake.cedarschema"));
            File.WriteAllText(Path.Combine(folder.FullName, "a.cedar"), "permit (principal, action, resource);\n@id(\"x\") permit (principal, action, resource);\n@id(\"x\") permit (principal, action, resource);");

            PolicyLibrary.Read(folder.FullName).Issues.Count(issue => issue.Code == "ACC-0107").ShouldBe(2);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
