namespace SignalREmulator.Filters;

/// <summary>
/// Selects the connections of a call by an OData expression: <c>userId in ('anna','ben') and not ('muted' in groups)</c>.
/// The service documents the grammar for Web PubSub, whose <c>filter</c> is the same ("OData filter syntax in the Azure Web PubSub service").
/// </summary>
/// <remarks>
/// Parsed here and not by Microsoft.OData.Core, which was tried: it does not know <c>length(groups)</c>, fails with a null reference on <c>null in groups</c>,
/// and accepts much that the service does not (<c>any</c>, <c>cast</c>, arithmetic, dates). The tests compare this parser with it where both apply.
/// </remarks>
internal sealed class ConnectionFilter
{
    public static readonly ConnectionFilter Everyone = new(_ => true);

    private readonly Func<FilterSubject, object?> expression;

    private ConnectionFilter(Func<FilterSubject, object?> expression) => this.expression = expression;

    /// <returns>The filter, or null and the error with its position.</returns>
    public static ConnectionFilter? Parse(string text, out string? problem)
    {
        try
        {
            problem = null;
            return new ConnectionFilter(new FilterParser(FilterToken.Split(text)).Parse().Value);
        }
        catch (FormatException exception)
        {
            problem = exception.Message;
            return null;
        }
    }

    /// <summary>An expression with the value null, for example a text function of an absent user id, selects nobody.</summary>
    public bool Selects(FilterSubject subject) => expression(subject) is true;
}

/// <summary>The properties of a connection that a filter can use.</summary>
internal readonly record struct FilterSubject(string ConnectionId, string? UserId, IReadOnlySet<string> Groups);
