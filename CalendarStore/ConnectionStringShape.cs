using System.Data.Common;

namespace CalendarStore;

/// <summary>Which back end a connection string is of: its shape alone decides.</summary>
internal static class ConnectionStringShape
{
    public enum Kind
    {
        Unknown,
        Sqlite,
        CosmosDb,
    }

    public static Kind Of(string connectionString)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
            return parts.ContainsKey("AccountEndpoint") ? Kind.CosmosDb
                : parts.ContainsKey("Data Source") || parts.ContainsKey("DataSource") || parts.ContainsKey("Filename") ? Kind.Sqlite
                : Kind.Unknown;
        }
        catch (ArgumentException)
        {
            return Uri.TryCreate(connectionString, UriKind.Absolute, out var endpoint) && endpoint.Scheme == Uri.UriSchemeHttps ? Kind.CosmosDb : Kind.Unknown;
        }
    }
}
