//! The functions of FEEL beyond those every page carries, with the names of
//! their parameters (DMN 1.5, §10.3.4), and the Japanese calendar's.
//!
//! One table: the compiler reads names and parameters from it, the evaluator
//! matches on the rest. A parameter that may be left out ends in `?`, one that
//! takes all the rest in `*`.

macro_rules! functions {
    ($($variant:ident $name:literal $signatures:expr)*) => {
        /// A function by what it does.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Function {
            $($variant),*
        }

        impl Function {
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),*
                }
            }

            pub fn named(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }

            /// Each way to call it.
            pub fn signatures(self) -> &'static [&'static [&'static str]] {
                match self {
                    $(Self::$variant => $signatures),*
                }
            }
        }
    };
}

functions! {
    At "@" &[&["text"]]
    EqualTo "=" &[&["value"]]
    NotEqualTo "!=" &[&["value"]]
    Is "is" &[&["value1?", "value2?"]]
    Abs "abs" &[&["n"]]
    Floor "floor" &[&["n", "scale?"]]
    Ceiling "ceiling" &[&["n", "scale?"]]
    Decimal "decimal" &[&["n", "scale"]]
    RoundUp "round up" &[&["n", "scale"]]
    RoundDown "round down" &[&["n", "scale"]]
    RoundHalfUp "round half up" &[&["n", "scale"]]
    RoundHalfDown "round half down" &[&["n", "scale"]]
    Modulo "modulo" &[&["dividend", "divisor"]]
    Sqrt "sqrt" &[&["number"]]
    Exp "exp" &[&["number"]]
    Log "log" &[&["number"]]
    Odd "odd" &[&["number"]]
    Even "even" &[&["number"]]
    Number "number" &[&["from", "grouping separator?", "decimal separator?"]]
    Text "string" &[&["from"]]
    Substring "substring" &[&["string", "start position", "length?"]]
    StringLength "string length" &[&["string"]]
    UpperCase "upper case" &[&["string"]]
    LowerCase "lower case" &[&["string"]]
    SubstringBefore "substring before" &[&["string", "match"]]
    SubstringAfter "substring after" &[&["string", "match"]]
    Contains "contains" &[&["string", "match"]]
    StartsWith "starts with" &[&["string", "match"]]
    EndsWith "ends with" &[&["string", "match"]]
    Matches "matches" &[&["input", "pattern", "flags?"]]
    Replace "replace" &[&["input", "pattern", "replacement", "flags?"]]
    Split "split" &[&["string", "delimiter"]]
    StringJoin "string join" &[&["list", "delimiter?"]]
    ListContains "list contains" &[&["list", "element"]]
    Count "count" &[&["list*"]]
    Min "min" &[&["list*"]]
    Max "max" &[&["list*"]]
    Sum "sum" &[&["list*"]]
    Mean "mean" &[&["list*"]]
    Product "product" &[&["list*"]]
    Median "median" &[&["list*"]]
    Stddev "stddev" &[&["list*"]]
    Mode "mode" &[&["list*"]]
    All "all" &[&["list*"]]
    Any "any" &[&["list*"]]
    Sublist "sublist" &[&["list", "start position", "length?"]]
    Append "append" &[&["list", "item*"]]
    Concatenate "concatenate" &[&["list*"]]
    InsertBefore "insert before" &[&["list", "position", "newItem"]]
    Remove "remove" &[&["list", "position"]]
    ListReplace "list replace" &[&["list", "position", "newItem"], &["list", "match", "newItem"]]
    Reverse "reverse" &[&["list"]]
    IndexOf "index of" &[&["list", "match"]]
    Union "union" &[&["list*"]]
    DistinctValues "distinct values" &[&["list"]]
    DuplicateValues "duplicate values" &[&["list"]]
    Flatten "flatten" &[&["list"]]
    Sort "sort" &[&["list", "precedes?"]]
    GetValue "get value" &[&["m", "key"]]
    GetEntries "get entries" &[&["m"]]
    Context "context" &[&["entries"]]
    ContextPut "context put" &[&["context", "key", "value"], &["context", "keys", "value"]]
    ContextMerge "context merge" &[&["contexts"]]
    Date "date" &[&["from"], &["year", "month", "day"]]
    Time "time" &[&["from"], &["hour", "minute", "second", "offset?"]]
    DateAndTime "date and time" &[&["from"], &["date", "time"]]
    Duration "duration" &[&["from"]]
    YearsAndMonths "years and months duration" &[&["from", "to"]]
    DayOfYear "day of year" &[&["date"]]
    DayOfWeek "day of week" &[&["date"]]
    MonthOfYear "month of year" &[&["date"]]
    WeekOfYear "week of year" &[&["date"]]
    Range "range" &[&["from"]]
    Before "before" &[&["point1", "point2"], &["point", "range"], &["range", "point"], &["range1", "range2"]]
    After "after" &[&["point1", "point2"], &["point", "range"], &["range", "point"], &["range1", "range2"]]
    Meets "meets" &[&["range1", "range2"]]
    MetBy "met by" &[&["range1", "range2"]]
    Overlaps "overlaps" &[&["range1", "range2"]]
    OverlapsBefore "overlaps before" &[&["range1", "range2"]]
    OverlapsAfter "overlaps after" &[&["range1", "range2"]]
    Finishes "finishes" &[&["point", "range"], &["range1", "range2"]]
    FinishedBy "finished by" &[&["range", "point"], &["range1", "range2"]]
    Includes "includes" &[&["range", "point"], &["range1", "range2"]]
    During "during" &[&["point", "range"], &["range1", "range2"]]
    Starts "starts" &[&["point", "range"], &["range1", "range2"]]
    StartedBy "started by" &[&["range", "point"], &["range1", "range2"]]
    Coincides "coincides" &[&["point1", "point2"], &["range1", "range2"]]
    Age "満年齢" &[&["生年月日", "日"]]
    FiscalYear "年度" &[&["日"]]
    SchoolYear "学年" &[&["生年月日", "日"]]
    JapaneseDate "和暦" &[&["日"]]
    FromJapaneseDate "和暦の日" &[&["文字列"]]
    IsHoliday "祝日" &[&["日"]]
}

impl Function {
    /// Its place in the table: the form stored in books.
    pub fn number(self) -> usize {
        Self::ALL.iter().position(|it| *it == self).unwrap_or(0)
    }

    pub fn from_number(number: usize) -> Option<Self> {
        Self::ALL.get(number).copied()
    }
}
