using System.Security.Cryptography;
using Carelake.Core;
using Carelake.Lake.Landing;

namespace Carelake.Tests.Lake.Landing;

public sealed class LandingZoneTests : IDisposable
{
    private const int Chunk = 1 << 20;
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-landing-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData((2 * Chunk) + 17)]
    public async Task What_is_landed_comes_back_byte_for_byte(int size)
    {
        var bytes = Bytes(size);
        var zone = Zone();

        var landed = await Land(zone, bytes);

        landed.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)));
        landed.SizeBytes.ShouldBe(size);
        landed.WasPresent.ShouldBeFalse();
        (await Plain(zone, landed.Sha256)).ShouldBe(bytes);
        (await zone.SizeBytesAsync(landed.Sha256, default)).ShouldBe(size);
        await zone.VerifyAsync(landed.Sha256, default);
    }

    [Fact]
    public async Task The_same_bytes_are_kept_once_whatever_they_are_called()
    {
        var zone = Zone();
        var first = await Land(zone, Bytes(1000), "a.csv");
        var path = Path.Combine(_folder, "lake", first.RelativePath);
        var before = await File.ReadAllBytesAsync(path);

        var second = await Land(zone, Bytes(1000), "b.csv");

        second.Sha256.ShouldBe(first.Sha256);
        second.WasPresent.ShouldBeTrue();
        (await File.ReadAllBytesAsync(path)).ShouldBe(before);
        zone.List().ShouldBe([first.Sha256]);
    }

    [Fact]
    public async Task Many_landing_the_same_bytes_at_once_leave_one_readable_object()
    {
        var bytes = Bytes(Chunk + 5);
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => Land(Zone(), bytes, $"{number}.bin"))));

        all.Count(landed => !landed.WasPresent).ShouldBe(1);
        (await Plain(Zone(), all[0].Sha256)).ShouldBe(bytes);
        Directory.EnumerateFiles(Path.Combine(_folder, "lake", "_carelake", "tmp")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_bytes_on_disk_do_not_show_the_plain_text()
    {
        var zone = Zone();
        var landed = await Land(zone, "family name of a synthetic person"u8.ToArray());

        var stored = await File.ReadAllBytesAsync(Path.Combine(_folder, "lake", landed.RelativePath));

        stored.AsSpan().IndexOf("synthetic"u8).ShouldBe(-1);
    }

    [Theory]
    [InlineData("flip")]
    [InlineData("cut a chunk")]
    [InlineData("cut a byte")]
    [InlineData("swap chunks")]
    [InlineData("repeat a chunk")]
    [InlineData("append")]
    [InlineData("header")]
    public async Task A_change_to_an_object_is_found(string change)
    {
        var zone = Zone();
        var landed = await Land(zone, Bytes((3 * Chunk) + 100));
        var path = Path.Combine(_folder, "lake", landed.RelativePath);
        var stored = await File.ReadAllBytesAsync(path);

        await File.WriteAllBytesAsync(path, Changed(stored, change));

        var error = await Should.ThrowAsync<CarelakeException>(() => zone.VerifyAsync(landed.Sha256, default));
        error.Code.ShouldBe("LAKE-0302");
    }

    [Fact]
    public async Task One_object_cannot_take_the_place_of_another()
    {
        var zone = Zone();
        var one = await Land(zone, Bytes(10));
        var other = await Land(zone, Bytes(11));

        File.Copy(Path.Combine(_folder, "lake", one.RelativePath), Path.Combine(_folder, "lake", other.RelativePath), overwrite: true);

        (await Should.ThrowAsync<CarelakeException>(() => Plain(zone, other.Sha256))).Code.ShouldBe("LAKE-0302");
    }

    [Fact]
    public async Task A_new_master_key_leaves_the_data_as_it_is_and_the_old_key_can_go()
    {
        var keyFile = Path.Combine(_folder, "keys", "master.keys");
        var keys = new FileKeyProvider(keyFile);
        var zone = new LandingZone(Path.Combine(_folder, "lake"), keys, TimeProvider.System);
        var landed = await Land(zone, Bytes(5000));
        var path = Path.Combine(_folder, "lake", landed.RelativePath);
        var before = await File.ReadAllBytesAsync(path);

        await keys.RotateAsync(default);
        (await Plain(zone, landed.Sha256)).ShouldBe(Bytes(5000));
        (await zone.RewrapAsync(default)).ShouldBe(1);
        (await zone.RewrapAsync(default)).ShouldBe(0);
        var newest = (await File.ReadAllLinesAsync(keyFile))[^1];
        await File.WriteAllTextAsync(keyFile, newest + "\n");

        (await File.ReadAllBytesAsync(path)).ShouldBe(before);
        (await Plain(zone, landed.Sha256)).ShouldBe(Bytes(5000));
    }

    [Fact]
    public async Task Without_its_key_an_object_stays_closed()
    {
        var zone = Zone();
        var landed = await Land(zone, Bytes(5));
        File.Delete(Path.Combine(_folder, "lake", "_carelake", "keys", "master.keys"));

        (await Should.ThrowAsync<CarelakeException>(() => Plain(zone, landed.Sha256))).Code.ShouldBe("LAKE-0305");
    }

    [Fact]
    public async Task A_key_file_that_others_can_read_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("file modes are a Unix affair");
            return;
        }

        var zone = Zone();
        await Land(zone, Bytes(5));
        var keyFile = Path.Combine(_folder, "lake", "_carelake", "keys", "master.keys");
        File.GetUnixFileMode(keyFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        File.SetUnixFileMode(keyFile, UnixFileMode.UserRead | UnixFileMode.GroupRead);

        (await Should.ThrowAsync<CarelakeException>(() => Land(zone, Bytes(6)))).Code.ShouldBe("LAKE-0303");
    }

    [Fact]
    public async Task A_landing_that_is_stopped_leaves_nothing()
    {
        var zone = Zone();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var path = Write(Bytes(3 * Chunk), "x.bin");

        await Should.ThrowAsync<OperationCanceledException>(
            () => zone.LandAsync(new Extract { Name = "x", Path = path, Format = ExtractFormat.Parquet }, stop.Token));

        zone.List().ShouldBeEmpty();
        Directory.EnumerateFiles(Path.Combine(_folder, "lake"), "*.tmp", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_full_disk_is_said_plainly()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full");
        var error = Should.Throw<IOException>(() => File.WriteAllText("/dev/full", "x"));
        DiskFull.Is(error).ShouldBeTrue();
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_missing_extract_is_said_plainly()
    {
        var extract = new Extract { Name = "gone.csv", Path = Path.Combine(_folder, "gone.csv"), Format = ExtractFormat.Parquet };

        (await Should.ThrowAsync<CarelakeException>(() => Zone().LandAsync(extract, default))).Code.ShouldBe("LAKE-0307");
    }

    private static byte[] Changed(byte[] stored, string change)
    {
        var (header, chunk) = (ObjectHeader.SizeBytes, Chunk + ObjectHeader.TagBytes);
        var first = stored[header..(header + chunk)];
        var second = stored[(header + chunk)..(header + (2 * chunk))];
        var head = stored[..header];
        var rest = stored[(header + (2 * chunk))..];
        switch (change)
        {
            case "flip":
                stored[^1] ^= 1;
                return stored;
            case "header":
                stored[9] ^= 1;
                return stored;
            case "cut a byte":
                return stored[..^1];
            case "cut a chunk":
                return [.. head, .. first, .. second];
            case "swap chunks":
                return [.. head, .. second, .. first, .. rest];
            case "repeat a chunk":
                return [.. head, .. first, .. first, .. rest];
            default:
                return [.. stored, 0];
        }
    }

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(index => (byte)((index * 31) + (index >> 8)))];

    private static async Task<byte[]> Plain(LandingZone zone, string sha256)
    {
        await using var stream = await zone.OpenPlainAsync(sha256, default);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    private LandingZone Zone()
    {
        var lake = Path.Combine(_folder, "lake");
        return new LandingZone(lake, FileKeyProvider.ForLake(lake), TimeProvider.System);
    }

    private Task<LandedObject> Land(LandingZone zone, byte[] bytes, string name = "x.bin") =>
        zone.LandAsync(new Extract { Name = name, Path = Write(bytes, name), Format = ExtractFormat.Parquet }, default);

    private string Write(byte[] bytes, string name)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
