using System.Collections.Frozen;
using SignalREmulator.Filters;

namespace SignalREmulator.Tests.Filters;

public sealed class FilterTests
{
    // A connection "c-1" of user "anna" in the groups "team" and "all".
    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("userId eq 'anna'", true)]
    [InlineData("USERID eq 'anna'", true)]
    [InlineData("userId eq 'Anna'", false)]
    [InlineData("tolower(userId) eq 'anna'", true)]
    [InlineData("toupper(userId) eq 'ANNA'", true)]
    [InlineData("userId ne 'ben'", true)]
    [InlineData("userId ne null", true)]
    [InlineData("userId eq null", false)]
    [InlineData("userId gt 'andy' and userId lt 'arno'", true)]
    [InlineData("userId ge 'anna' and userId le 'anna'", true)]
    [InlineData("connectionId ne '123'", true)]
    [InlineData("'team' in groups", true)]
    [InlineData("'team' in (groups)", true)]
    [InlineData("'Team' in groups", false)]
    [InlineData("null in groups", false)]
    [InlineData("userId in ('ben', 'anna')", true)]
    [InlineData("userId in ('ben')", false)]
    [InlineData("userId in ('ben', null)", false)]
    [InlineData("userId in (connectionId, trim(' anna '))", true)]
    [InlineData("length(groups) eq 2", true)]
    [InlineData("length(userId) in (3, 4)", true)]
    [InlineData("length(userId) le 10 and length(userId) gt 3", true)]
    [InlineData("indexof(userId, 'nn') eq 1", true)]
    [InlineData("indexof(userId, 'x') eq -1", true)]
    [InlineData("substring(userId, 1) eq 'nna'", true)]
    [InlineData("substring(userId, 1, 2) eq 'nn'", true)]
    [InlineData("substring(userId, 9) eq ''", true)]
    [InlineData("substring(userId, 3, 2147483647) eq 'a'", true)]
    [InlineData("concat(userId, concat('@', connectionId)) eq 'anna@c-1'", true)]
    [InlineData("contains(userId, 'nn') and startswith(userId, 'a') and endswith(userId, 'na')", true)]
    [InlineData("startswith(userId, 'listener-')", false)]
    [InlineData("not endswith(userId, 'milk')", true)]
    [InlineData("not not true", true)]
    [InlineData("not ('team' in groups) or true", true)]
    [InlineData("false and false or true", true)]
    [InlineData("true or true and false", true)]
    [InlineData("(true or true) and false", false)]
    [InlineData("userId eq 'anna' and (not ('muted' in groups))", true)]
    [InlineData("  (  userId\teq\n'anna')  ", true)]
    [InlineData("(((userId))) eq (('anna'))", true)]
    [InlineData("true eq not false", true)]
    public void A_filter_selects_by_the_documented_grammar(string filter, bool selected) => Assert.Equal(selected, Selects(filter, "anna"));

    [Theory]
    [InlineData("userId eq null", true)]
    [InlineData("userId ne 'anna'", true)]
    [InlineData("userId in ('anna', null)", true)]
    [InlineData("userId gt ''", false)]
    [InlineData("startswith(userId, '')", false)]
    [InlineData("not startswith(userId, '')", false)]
    [InlineData("not startswith(userId, '') or true", true)]
    [InlineData("startswith(userId, '') and false", false)]
    [InlineData("not (startswith(userId, '') and false)", true)]
    [InlineData("length(userId) eq null", true)]
    [InlineData("userId in groups", false)]
    public void What_is_unknown_of_an_anonymous_client_is_null_and_null_selects_nobody(string filter, bool selected) => Assert.Equal(selected, Selects(filter, user: null));

    [Theory]
    [InlineData("userId eq 'O''Brien'", "O'Brien")]
    [InlineData("userId eq ''''", "'")]
    [InlineData("userId eq '语 (a, b) and not '", "语 (a, b) and not ")]
    public void A_text_may_hold_anything_and_a_quote_twice(string filter, string user) => Assert.True(Selects(filter, user));

    [Theory]
    [InlineData("", "the end")]
    [InlineData("userId", "true or false")]
    [InlineData("groups", "true or false")]
    [InlineData("null", "true or false")]
    [InlineData("userId eq", "the end")]
    [InlineData("userId eq 'anna", "begins at 11")]
    [InlineData("userId eq \"anna\"", "At 11")]
    [InlineData("userId = 'anna'", "At 8")]
    [InlineData("userId EQ 'anna'", "'EQ' at 8")]
    [InlineData("user eq 'anna'", "'user' at 1")]
    [InlineData("userId eq 5", "Text with Number")]
    [InlineData("length(userId) gt '5'", "Number with Text")]
    [InlineData("groups eq 'team'", "Groups")]
    [InlineData("true gt false", "Truth")]
    [InlineData("'team' in 'team'", "followed by a list")]
    [InlineData("'team' in tolower('team')", "followed by a list")]
    [InlineData("userId in ()", "followed by a list")]
    [InlineData("userId in ('a', 5)", "other than Text")]
    [InlineData("5 in groups", "a text")]
    [InlineData("userId in ('a' 'b')", "'b' at 16")]
    [InlineData("(true", "bracket at 1")]
    [InlineData("true)", "')' at 5")]
    [InlineData("true false", "'false' at 6")]
    [InlineData("not userId", "not Text")]
    [InlineData("not length(userId) gt 5", "not Number")]
    [InlineData("userId and true", "not Text")]
    [InlineData("startswith(userId)", "such arguments")]
    [InlineData("startswith(groups, 'a')", "such arguments")]
    [InlineData("substring(userId, -1) eq 'a'", "such arguments")]
    [InlineData("substring(userId, length(userId)) eq 'a'", "such arguments")]
    [InlineData("length(5) eq 1", "such arguments")]
    [InlineData("exec('x') eq 1", "'exec' at 1")]
    [InlineData("startswith", "'startswith' at 1")]
    [InlineData("length(userId) eq 99999999999", "32 bits")]
    [InlineData("length(userId) eq -", "32 bits")]
    [InlineData("groups/any(g: g eq 'x')", "At 7")]
    public void What_is_no_filter_is_refused_with_the_reason_and_the_place(string filter, string reason)
    {
        Assert.Null(ConnectionFilter.Parse(filter, out var problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(", ")", 64, true)]
    [InlineData("(", ")", 65, false)]
    [InlineData("(", ")", 100_000, false)]
    [InlineData("not ", "", 64, true)]
    [InlineData("not ", "", 100_000, false)]
    public void A_filter_is_nested_so_deep_and_no_deeper(string open, string close, int depth, bool taken)
    {
        var filter = ConnectionFilter.Parse(string.Concat(Enumerable.Repeat(open, depth)) + "true" + string.Concat(Enumerable.Repeat(close, depth)), out var problem);

        Assert.Equal(taken, filter is not null);
        Assert.Equal(taken, problem is null);
    }

    [Fact]
    public void A_filter_of_a_thousand_clauses_is_judged() =>
        Assert.True(Selects(string.Join(" or ", Enumerable.Range(0, 1000).Select(number => $"userId eq '{number}'")), "999"));

    private static bool Selects(string filter, string? user)
    {
        var parsed = ConnectionFilter.Parse(filter, out var problem);
        Assert.Null(problem);
        return parsed!.Selects(new FilterSubject("c-1", user, new[] { "team", "all" }.ToFrozenSet()));
    }
}
