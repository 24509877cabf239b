//! 须知: what a filer is told before filing (人民法院在线诉讼规则第四条、第二十九条).
