using CalendarStore.Cosmos.Access;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CalendarStore.Hosting;

/// <summary>Reports a missing or invalid connection string before the store is opened.</summary>
internal sealed class ConnectionStringCheck(string name, IConfiguration configuration) : IValidateOptions<CalendarStoreOptions>
{
    public ValidateOptionsResult Validate(string? optionsName, CalendarStoreOptions options) =>
        configuration.GetConnectionString(name) is not { Length: > 0 } text
            ? ValidateOptionsResult.Fail($"ConnectionStrings:{name} is not set. It says where the calendars are kept, for example 'Data Source=calendar.db'.")
            : FaultOf(text) is { } fault ? ValidateOptionsResult.Fail($"ConnectionStrings:{name}: {fault}") : ValidateOptionsResult.Success;

    /// <summary>Why it is of no store; null if it is of one.</summary>
    public static string? FaultOf(string text)
    {
        try
        {
            switch (ConnectionStringShape.Of(text))
            {
                case ConnectionStringShape.Kind.CosmosDb:
                    CosmosAddress.Parse(text);
                    return null;
                case ConnectionStringShape.Kind.Sqlite:
                    return new SqliteConnectionStringBuilder(text).DataSource.Length > 0 ? null : "Data Source is empty.";
                default:
                    return "It is of no known store. It must be 'Data Source=<file>', or the address of an Azure Cosmos DB account.";
            }
        }
        catch (ArgumentException exception)
        {
            // Without the name of the parameter, which .NET appends.
            return exception.Message.Split(" (Parameter", 2)[0];
        }
    }
}
