using System.Data.Common;
using Carelake.Core;
using Carelake.Lake.Landing;
using Carelake.Sources.Databases;
using Carelake.Sources.SqlServer;
using Microsoft.Data.SqlClient;

namespace Carelake.Tests.Sources;

/// <summary>No SQL Server runs where this is built: the SQL text, the options and the types are tested, the wire is not.</summary>
public sealed class SqlServerConnectorTests
{
    private readonly SqlServerDialect _dialect = new();

    [Fact]
    public void Sql_names_the_columns_in_brackets_and_starts_at_the_watermark()
    {
        var pull = Pull("Server=x") with { Watermark = "Modified]At", Keys = ["Id"] };
        SourceColumn[] columns = [_dialect.Describe(new Column("Id", typeof(int)), "int"), _dialect.Describe(new Column("Shape", typeof(object)), "geography")];

        TableQuery.Rows(_dialect, "dbo.Cases", columns, pull, isFromWatermark: true).ShouldBe(
            "SELECT [Id], CONVERT(nvarchar(max), [Shape]) FROM [dbo].[Cases] WHERE [Modified]]At] >= @watermark ORDER BY [Modified]]At], [Id]");
        TableQuery.Describe(_dialect, "\"odd.schema\".Cases").ShouldBe("SELECT * FROM [odd.schema].[Cases] WHERE 1 = 0");
    }

    [Fact]
    public void Connections_are_encrypted_and_read_only_unless_said_otherwise()
    {
        var builder = new SqlConnectionStringBuilder(SqlServerOptions.From(Pull("Server=tcp:x.database.windows.net;Database=d;User ID=u;Password=p")).ConnectionString);

        (builder.Encrypt, builder.ApplicationIntent, builder.Pooling, builder.ApplicationName).ShouldBe(
            (true, ApplicationIntent.ReadOnly, false, "carelake"));
        new SqlConnectionStringBuilder(SqlServerOptions.From(Pull("Server=x;Encrypt=false")).ConnectionString).Encrypt.ShouldBeFalse();
    }

    [Fact]
    public void A_connection_string_of_another_system_is_refused_without_being_quoted()
    {
        var error = Should.Throw<CarelakeException>(() => SqlServerOptions.From(Pull("Host=x;Hostess=hidden")));

        error.Code.ShouldBe("SRC-0004");
        error.ToString().ShouldNotContain("hidden");
    }

    [Theory]
    [InlineData("date", typeof(DateTime), "DATE")]
    [InlineData("datetime2", typeof(DateTime), "TIMESTAMP")]
    [InlineData("datetimeoffset", typeof(DateTimeOffset), "TIMESTAMPTZ")]
    [InlineData("time", typeof(TimeSpan), "TIME")]
    [InlineData("money", typeof(decimal), "DECIMAL(19,4)")]
    [InlineData("bit", typeof(bool), "BOOLEAN")]
    [InlineData("tinyint", typeof(byte), "SMALLINT")]
    [InlineData("bigint", typeof(long), "BIGINT")]
    [InlineData("uniqueidentifier", typeof(Guid), "UUID")]
    [InlineData("timestamp", typeof(byte[]), "BLOB")]
    [InlineData("nvarchar", typeof(string), "VARCHAR")]
    [InlineData("emr.sys.hierarchyid", typeof(object), "VARCHAR")]
    public void Types_map_to_the_engines(string typeName, Type clrType, string expected) =>
        _dialect.Describe(new Column("c", clrType), typeName).Type.ShouldBe(expected);

    [Fact]
    public void Decimals_keep_their_scale_until_dotnet_cannot_carry_them()
    {
        _dialect.Describe(new Column("c", typeof(decimal), 18, 4), "decimal").Type.ShouldBe("DECIMAL(18,4)");
        _dialect.Describe(new Column("c", typeof(decimal), 38, 4), "decimal").Expression.ShouldBe("CONVERT(nvarchar(max), [c])");
    }

    [Fact]
    public void A_time_is_compared_with_all_its_digits()
    {
        var parameter = new SqlParameter();

        _dialect.Bind(parameter, new DateTime(2024, 1, 1).AddTicks(1));

        parameter.SqlDbType.ShouldBe(System.Data.SqlDbType.DateTime2);
        parameter.Value.ShouldBe(new DateTime(2024, 1, 1).AddTicks(1));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_clear_error()
    {
        var scratch = Directory.CreateTempSubdirectory("carelake-mssql-").FullName;
        var pull = Pull($"Server=127.0.0.1,{LocalServer.FreePort()};User ID=u;Password=hidden;Connect Timeout=1") with
        {
            Load = LoadType.Full, ScratchFolder = scratch, Timeout = TimeSpan.FromSeconds(1),
        };

        var error = await Should.ThrowAsync<CarelakeException>(async () =>
        {
            await foreach (var extract in new SqlServerConnector().ReadAsync(pull, default))
                extract.ShouldBeNull();
        });

        error.Code.ShouldBe("SRC-0001");
        Directory.EnumerateFileSystemEntries(scratch).ShouldBeEmpty();
        Directory.Delete(scratch);
    }

    private static TablePull Pull(string connection) => new()
    {
        SourceId = "theatre",
        Table = "cases",
        Settings = new Dictionary<string, string> { ["connection"] = connection },
        Load = LoadType.Incremental,
        Watermark = "Id",
        ScratchFolder = Path.GetTempPath(),
        ProjectFolder = Path.GetTempPath(),
    };

    private sealed class Column : DbColumn
    {
        public Column(string name, Type type, int? precision = null, int? scale = null)
        {
            (ColumnName, DataType, NumericPrecision, NumericScale) = (name, type, precision, scale);
        }
    }
}
