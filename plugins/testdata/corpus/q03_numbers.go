package main

import (
	"fmt"
	"math"
	"math/bits"
	"strconv"
	"time"
)

type Celsius float64
type Flags uint8

const (
	FlagA Flags = 1 << iota
	FlagB
	_
	FlagD
	All = FlagA | FlagB | FlagD
)

func (f Flags) has(o Flags) bool { return f&o == o }
func (c Celsius) F() float64     { return float64(c)*9/5 + 32 }

type weekday int

const (
	mon weekday = iota + 1
	tue
	wed
)

var names = map[weekday]string{mon: "Mon", tue: "Tue"}

func (w weekday) next() weekday {
	if w == wed {
		return mon
	}
	return w + 1
}

func hash(s string) (h uint32) {
	h = 2166136261
	for i := 0; i < len(s); i++ {
		h ^= uint32(s[i])
		h *= 16777619
	}
	return
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func main() {
	var u8 uint8 = 200
	var i8 int8 = 100
	u8 += 100
	i8 += 100
	fmt.Println(u8, i8, -i8, ^u8, u8<<3, u8>>2, int8(u8), uint8(300&0xff))
	var u uint = 3
	fmt.Println(u-4 > 0, int(u)-4, uint32(1)<<31, int64(1)<<62)
	fmt.Println(7/2, -7/2, 7%3, -7%3, 7.0/2, 1/3.0, float32(1)/3)
	fmt.Println(hash("hello"), hash(""), gcd(84, 36))
	fmt.Println(FlagA, FlagB, FlagD, All, All.has(FlagB), (FlagA | FlagB).has(FlagD), All&^FlagB)
	fmt.Println(Celsius(100).F(), Celsius(-40).F() == -40)
	fmt.Println(names[mon], names[mon.next()], names[wed] == "", wed.next())
	x := 10
	x <<= 2
	x |= 1
	x ^= 0xf
	x &^= 2
	x %= 7
	x -= -3
	fmt.Println(x)
	var f float64 = 1e100
	fmt.Println(f, math.Inf(1), -math.Inf(1), math.NaN(), math.MaxInt64, uint64(math.MaxUint64), math.Pi)
	fmt.Println(math.Floor(-1.5), math.Round(2.5), math.Trunc(-1.5), math.Sqrt(2))
	n := -5
	fmt.Println(uint8(n), uint32(n), n>>1, uint(n)>>60, n&3)
	fmt.Println(bits.OnesCount(255), bits.Len(1023), bits.Reverse8(1), bits.TrailingZeros(8))
	for _, s := range []string{"42", "-7", "0x1f", "1e3", ""} {
		i, err := strconv.ParseInt(s, 0, 64)
		fmt.Print(i, err == nil, " ")
	}
	fmt.Println()
	fmt.Println(strconv.FormatInt(255, 2), strconv.Quote("a\tb"), strconv.FormatFloat(1.5, 'f', 2, 64))
	d := 90 * time.Minute
	fmt.Println(d, d.Hours(), time.Duration(1.5*float64(time.Second)), d/time.Minute, d%time.Hour)
	t := time.Date(2024, 2, 29, 23, 59, 59, 0, time.UTC)
	fmt.Println(t.AddDate(1, 0, 0).Format("2006-01-02"), t.Weekday(), t.Add(time.Second).Month(), t.YearDay(), t.Unix())
	fmt.Println(t.Before(t.Add(1)), t.Truncate(time.Hour).Format(time.RFC3339), t.Sub(t.Add(-36*time.Hour)))
	c := complex(1, 2)
	fmt.Println(c*c, real(c), imag(c), c == complex(1, 2))
	var r rune = 'a' + 1
	b := byte('z' - 1)
	fmt.Println(string(r), string(rune(b)), r, b, 'a' < r, "a"+string(r))
	const big = 1 << 100
	fmt.Println(big>>98, float64(big) > 1e30)
	const typed int64 = 5
	var i64 int64 = typed * 2
	fmt.Println(i64, typed/2, 5.0 == typed)
	var shift uint = 70
	fmt.Println(1<<shift == 0, int32(1)<<shift, -1>>shift)
	sum := 0
	for i := 1; i <= 100; i++ {
		if i&1 == 1 {
			sum += i * i
		} else {
			sum -= i
		}
	}
	fmt.Println(sum)
	arr := [...]string{2: "c", 0: "a"}
	fmt.Println(len(arr), arr[1] == "", arr)
	sl := []int{5: 1, 2, 0: 9}
	fmt.Println(sl, len(sl), cap(sl[2:4:5]))
	fmt.Println(fmt.Sprintf("%3d|%-3d|%03d|%+d|%x|%X|%o|%b|%c|%e|%g|%t|%v|%5.1f|%s|%10s|%-10s|", 5, 5, 5, 5, 255, 255, 8, 5, 'x', 1234.5, 0.1, true, nil, 3.14159, "s", "r", "l"))
}
