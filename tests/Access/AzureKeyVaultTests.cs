using Carelake.Access;
using Carelake.Core;
using Carelake.Lake.Configuration;
using Carelake.Lake.Landing;

namespace Carelake.Tests.Access;

public sealed class AzureKeyVaultTests : IDisposable
{
    private readonly KeyVaultStub _vault = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-vault-").FullName;

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _vault.Dispose();
    }

    [Fact]
    public async Task A_lake_lands_and_reads_with_keys_of_the_vault_through_a_rotation()
    {
        var path = Path.Combine(_folder, "a.txt");
        await File.WriteAllTextAsync(path, "synthetic");
        var first = Zone(Provider());
        var landed = await first.LandAsync(new Extract { Name = "a", Path = path, Format = ExtractFormat.Parquet }, default);
        await Provider().CreateAsync(default);

        await Zone(Provider()).VerifyAsync(landed.Sha256, default);
        (await Zone(Provider()).RewrapAsync(default)).ShouldBe(1);
        await Zone(Provider()).VerifyAsync(landed.Sha256, default);
    }

    [Fact]
    public async Task A_key_is_asked_for_once()
    {
        var provider = Provider();
        var id = (await provider.CurrentAsync(default)).Id;
        var before = _vault.Requests;

        for (var time = 0; time < 100; time++)
            await provider.FindAsync(id, default);

        _vault.Requests.ShouldBe(before);
    }

    [Fact]
    public async Task A_vault_that_is_busy_for_a_moment_is_asked_again()
    {
        _vault.FailuresToCome = 2;

        (await Provider().CurrentAsync(default)).Id.ShouldStartWith("azure:master/");
    }

    [Fact]
    public async Task A_vault_that_is_away_is_a_transient_error()
    {
        _vault.IsDown = true;

        var error = await Should.ThrowAsync<CarelakeException>(async () => await Provider().CurrentAsync(default));

        (error.Code, error.IsTransient).ShouldBe(("ACC-0001", true));
    }

    [Theory]
    [InlineData("file-0123")]
    [InlineData("azure:other/1")]
    [InlineData("azure:master/ffffffffffffffffffffffffffffffff")]
    public async Task A_key_that_the_vault_does_not_hold_is_said_plainly(string keyId)
    {
        await Provider().CurrentAsync(default);

        (await Should.ThrowAsync<CarelakeException>(async () => await Provider().FindAsync(keyId, default))).Code.ShouldBe("ACC-0004");
    }

    [Fact]
    public async Task A_secret_that_is_no_key_is_refused()
    {
        _vault.Set("master", "hunter2");

        (await Should.ThrowAsync<CarelakeException>(async () => await Provider().CurrentAsync(default))).Code.ShouldBe("ACC-0003");
    }

    [Fact]
    public async Task Secrets_of_a_project_come_from_the_vault()
    {
        _vault.Set("hospital-a", "Host=db;Password=x");
        var secrets = new LocalSecretResolver(_folder, new AzureKeyVaultSecretResolver(_vault.Client()));

        (await secrets.ResolveAsync(new SecretReference(SecretStore.KeyVault, "hospital-a"), default)).ShouldBe("Host=db;Password=x");
        (await Should.ThrowAsync<CarelakeException>(
            async () => await secrets.ResolveAsync(new SecretReference(SecretStore.KeyVault, "nothing"), default))).Code.ShouldBe("ACC-0005");
    }

    private AzureKeyVaultKeyProvider Provider() => new(_vault.Client(), "master");

    private LandingZone Zone(IKeyProvider keys) => new(Path.Combine(_folder, "lake"), keys, TimeProvider.System);
}
