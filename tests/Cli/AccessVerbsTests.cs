using System.Security.Cryptography;
using System.Text;
using Carelake.Access.Audit;
using Carelake.Cli;

namespace Carelake.Tests.Cli;

public sealed class AccessVerbsTests
{
    [Fact]
    public async Task The_shipped_policies_pass_their_check()
    {
        var (exit, output) = await RunAsync("policy", "check");

        exit.ShouldBe(ExitCode.Done);
        output.ShouldContain("8 of 8 examples as expected, 0 issues.");
    }

    [Fact]
    public async Task A_refusal_is_explained_by_the_policies_that_decided()
    {
        var (exit, output) = await RunAsync(
            "policy", "explain", "--role", "billing_administrator", "--class", "ClinicalNarrative", "--specialty", "psychiatry");

        exit.ShouldBe(ExitCode.Done);
        output.ShouldStartWith("deny");
        output.ShouldContain("narrative-of-protected-specialties:");
    }

    [Fact]
    public async Task A_role_that_is_none_is_answered_with_those_there_are()
    {
        var (exit, output) = await RunAsync("policy", "explain", "--role", "janitor", "--class", "Open");

        exit.ShouldBe(ExitCode.Failed);
        output.ShouldContain("CLI-0050");
        output.ShouldContain("billing_administrator");
    }

    [Fact]
    public async Task A_log_is_verified_offline_and_tampering_is_a_failure()
    {
        var folder = Directory.CreateTempSubdirectory("audit-");
        try
        {
            using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
            using (var log = AuditLog.Open(folder.FullName, "test", key, TimeProvider.System))
                log.Append([Encoding.UTF8.GetBytes("one"), Encoding.UTF8.GetBytes("two")]);
            string[] command = ["audit", "verify", folder.FullName, "--key", Path.Combine(folder.FullName, "signing-key.pub.pem")];

            var (exit, output) = await RunAsync(command);
            exit.ShouldBe(ExitCode.Done);
            output.ShouldContain("2 records under 1 checkpoints are as they were signed.");

            var records = Path.Combine(folder.FullName, "records.log");
            var bytes = await File.ReadAllBytesAsync(records, TestContext.Current.CancellationToken);
            bytes[^1] ^= 1;
            await File.WriteAllBytesAsync(records, bytes, TestContext.Current.CancellationToken);
            (exit, output) = await RunAsync(command);
            exit.ShouldBe(ExitCode.Failed);
            output.ShouldContain("ACC-0121 records 0 to 1");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int Exit, string Output)> RunAsync(params string[] arguments)
    {
        var output = new StringWriter();
        var exit = await CommandLine.RunAsync(arguments, new Terminal(output, output, isInteractive: false), TestContext.Current.CancellationToken);
        return (exit, output.ToString());
    }
}
